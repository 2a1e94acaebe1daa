// The API from C++17: std::u16string for strings, exceptions for codes, and nobody calls DhcpRpcFreeMemory by hand.
//
//   c++ -std=c++17 modern.cpp -ldhcpsapi && ./a.out

#include <dhcpsapi.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// ---- memory ----

// Every pointer that the library returns is one block; a unique_ptr with this deleter owns one.
struct FreeBlock {
    void operator()(void *block) const noexcept { DhcpRpcFreeMemory(block); }
};
template <typename T> using Block = std::unique_ptr<T, FreeBlock>;

// ---- codes and strings ----

class DhcpError : public std::runtime_error {
public:
    DhcpError(const char *call, DWORD code)
        : std::runtime_error(std::string(call) + ": " + std::to_string(code)), code_(code) {}
    DWORD code() const noexcept { return code_; }

private:
    DWORD code_;
};

void check(const char *call, DWORD code) {
    if (code != ERROR_SUCCESS)
        throw DhcpError(call, code);
}

// WCHAR is char16_t in C++, so a std::u16string can be passed as it is: c_str() for parameters, data() for members.
std::string utf8(std::u16string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); i++) {
        char32_t point = text[i];
        if (point >= 0xD800 && point <= 0xDBFF && i + 1 < text.size())
            point = 0x10000 + ((point - 0xD800) << 10) + (text[++i] - 0xDC00u);
        const auto tail = [&](int shift) { result += static_cast<char>(0x80 | (point >> shift & 0x3F)); };
        if (point < 0x80) {
            result += static_cast<char>(point);
        } else if (point < 0x800) {
            result += static_cast<char>(0xC0 | point >> 6), tail(0);
        } else if (point < 0x10000) {
            result += static_cast<char>(0xE0 | point >> 12), tail(6), tail(0);
        } else {
            result += static_cast<char>(0xF0 | point >> 18), tail(12), tail(6), tail(0);
        }
    }
    return result;
}

std::string dotted(DHCP_IP_ADDRESS address) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
        text += std::to_string(address >> shift & 0xFF) + (shift > 0 ? "." : "");
    return text;
}

// ---- a relationship as a value ----

struct Relationship {
    std::u16string name;
    DHCP_FAILOVER_MODE mode;
    DHCP_FAILOVER_SERVER type;
    FSM_STATE state;
    unsigned percentage;
    std::vector<DHCP_IP_ADDRESS> scopes;
};

// Takes over a string of the library.
std::u16string take(LPWSTR text) {
    const Block<WCHAR> owner(text);
    return text == nullptr ? std::u16string() : std::u16string(text);
}

// Takes over everything that the members of a relationship point to.
Relationship take(const DHCP_FAILOVER_RELATIONSHIP &from) {
    // The owners come first: whatever is thrown below, the blocks are freed.
    const Block<WCHAR> name(from.RelationshipName), primary(from.PrimaryServerName);
    const Block<WCHAR> secondary(from.SecondaryServerName), secret(from.SharedSecret);
    const Block<DHCP_IP_ARRAY> array(from.pScopes);
    const Block<DHCP_IP_ADDRESS> elements(array ? array->Elements : nullptr);

    Relationship result{name.get(), from.Mode, from.ServerType, from.State, from.Percentage, {}};
    if (elements)
        result.scopes.assign(elements.get(), elements.get() + array->NumElements);
    return result;
}

std::vector<Relationship> relationships(const std::u16string &server) {
    std::vector<Relationship> result;
    DHCP_RESUME_HANDLE resume = 0;
    for (;;) {
        LPDHCP_FAILOVER_RELATIONSHIP_ARRAY page = nullptr;
        DWORD read = 0, total = 0;
        const DWORD code = DhcpV4FailoverEnumRelationship(server.c_str(), &resume, 4096, &page, &read, &total);
        const Block<DHCP_FAILOVER_RELATIONSHIP_ARRAY> header(page);
        const Block<DHCP_FAILOVER_RELATIONSHIP> array(page ? page->pRelationships : nullptr);
        if (code == ERROR_NO_MORE_ITEMS)
            return result;
        if (code != ERROR_MORE_DATA)
            check("DhcpV4FailoverEnumRelationship", code);
        for (DWORD i = 0; i < read; i++)
            result.push_back(take(array.get()[i]));
        if (code == ERROR_SUCCESS)
            return result;
    }
}

DHCP_FAILOVER_STATISTICS statistics(const std::u16string &server, DHCP_IP_ADDRESS scope) {
    LPDHCP_FAILOVER_STATISTICS found = nullptr;
    check("DhcpV4FailoverGetScopeStatistics", DhcpV4FailoverGetScopeStatistics(server.c_str(), scope, &found));
    return *Block<DHCP_FAILOVER_STATISTICS>(found);
}

std::u16string scope_name(const std::u16string &server, DHCP_IP_ADDRESS scope) {
    LPDHCP_SUBNET_INFO found = nullptr;
    check("DhcpGetSubnetInfo", DhcpGetSubnetInfo(server.c_str(), scope, &found));
    const Block<DHCP_SUBNET_INFO> info(found);
    const Block<WCHAR> comment(info->SubnetComment);
    return take(info->SubnetName);
}

// ---- something to list ----

// A server that is listed as long as this object lives.
class ListedServer {
public:
    ListedServer(std::u16string name, DHCP_IP_ADDRESS address) : name_(std::move(name)), address_(address) {
        DHCPDS_SERVER server = entry();
        check("DhcpAddServer", DhcpAddServer(0, nullptr, &server, nullptr, nullptr));
    }
    ~ListedServer() {
        DHCPDS_SERVER server = entry();
        DhcpDeleteServer(0, nullptr, &server, nullptr, nullptr);
    }
    ListedServer(const ListedServer &) = delete;
    ListedServer &operator=(const ListedServer &) = delete;

    const std::u16string &name() const noexcept { return name_; }
    DHCP_IP_ADDRESS address() const noexcept { return address_; }

private:
    DHCPDS_SERVER entry() {
        DHCPDS_SERVER server{};
        server.ServerName = name_.data();
        server.ServerAddress = address_;
        return server;
    }

    std::u16string name_;
    DHCP_IP_ADDRESS address_;
};

void create_scope(const ListedServer &server, DHCP_IP_ADDRESS scope, std::u16string name, DWORD addresses) {
    DHCP_SUBNET_INFO info{};
    info.SubnetAddress = scope;
    info.SubnetMask = 0xFFFFFF00;
    info.SubnetName = name.data();
    check("DhcpCreateSubnet", DhcpCreateSubnet(server.name().c_str(), scope, &info));

    DHCP_BOOTP_IP_RANGE range{scope + 1, scope + addresses, 0, 0};
    DHCP_SUBNET_ELEMENT_DATA_V5 element{};
    element.ElementType = DhcpIpRanges;
    element.Element.IpRange = &range;
    check("DhcpAddSubnetElementV5", DhcpAddSubnetElementV5(server.name().c_str(), scope, &element));
}

void create(const ListedServer &primary, const ListedServer &secondary, std::u16string name, DHCP_IP_ADDRESS scope,
            DHCP_FAILOVER_MODE mode, BYTE percentage) {
    DHCP_IP_ARRAY scopes{1, &scope};
    DHCP_FAILOVER_RELATIONSHIP relationship{};
    relationship.PrimaryServer = primary.address();
    relationship.SecondaryServer = secondary.address();
    relationship.Mode = mode;
    relationship.Mclt = 3600;
    relationship.RelationshipName = name.data();
    relationship.pScopes = &scopes;
    relationship.Percentage = percentage;
    for (const ListedServer *server : {&secondary, &primary}) {
        relationship.ServerType = server == &primary ? PrimaryServer : SecondaryServer;
        check("DhcpV4FailoverCreateRelationship",
              DhcpV4FailoverCreateRelationship(server->name().c_str(), &relationship));
    }
}

// ---- the list ----

void list(const ListedServer &server) {
    std::cout << utf8(server.name()) << '\n';
    for (const Relationship &relationship : relationships(server.name())) {
        std::cout << "  " << utf8(relationship.name) << ": "
                  << (relationship.type == PrimaryServer ? "primary" : "secondary") << ", "
                  << (relationship.mode == LoadBalance ? "load balance " : "hot standby ") << relationship.percentage
                  << " %, " << (relationship.state == NORMAL ? "NORMAL" : "not in NORMAL") << '\n';
        for (const DHCP_IP_ADDRESS scope : relationship.scopes) {
            const DHCP_FAILOVER_STATISTICS numbers = statistics(server.name(), scope);
            std::cout << "    " << dotted(scope) << " (" << utf8(scope_name(server.name(), scope)) << "): "
                      << numbers.ThisAddrFree << " free here, " << numbers.PartnerAddrFree << " at the partner\n";
        }
    }
}

void take_down(const ListedServer &server) {
    for (const Relationship &relationship : relationships(server.name())) {
        check("DhcpV4FailoverDeleteRelationship",
              DhcpV4FailoverDeleteRelationship(server.name().c_str(), relationship.name.c_str()));
        for (const DHCP_IP_ADDRESS scope : relationship.scopes)
            check("DhcpDeleteSubnet", DhcpDeleteSubnet(server.name().c_str(), scope, DhcpFullForce));
    }
}

} // namespace

int main() try {
    const ListedServer primary(u"dhcp1.example", 0xC0000201), secondary(u"dhcp2.example", 0xC0000202);
    for (const ListedServer *server : {&primary, &secondary}) {
        create_scope(*server, 0x0A000000, u"B\u00FCro", 254);
        create_scope(*server, 0x0A000100, u"Lab \U0001F9EA", 101);
    }
    create(primary, secondary, u"offices", 0x0A000000, LoadBalance, 70);
    create(primary, secondary, u"labs", 0x0A000100, HotStandby, 10);
    list(primary);
    list(secondary);

    try {
        statistics(primary.name(), 0x0A006300);
    } catch (const DhcpError &error) {
        std::cout << "refused, " << error.what()
                  << (error.code() == ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP ? " (in no relationship)\n" : "\n");
    }
    take_down(secondary);
    take_down(primary);
    return 0;
} catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return 1;
}
