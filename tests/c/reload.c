/* Loads the library, makes a server, unloads it, loads it again: the server must still be there, with its scope. */
#include <dhcpsapi.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCOPE 0x0A000000u

static WCHAR server[] = u"dhcp1.example";

static void *load(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(EXIT_FAILURE);
    }
    return library;
}

/* ISO C has no conversion from an object pointer to a function pointer; POSIX says that the bytes are the same. */
static void look_up(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "%s: not found\n", name);
        exit(EXIT_FAILURE);
    }
    memcpy(function, &found, sizeof found);
}

static void make_server(void *library)
{
    DWORD(DHCP_API_FUNCTION * add_server)(DWORD, void *, const DHCPDS_SERVER *, void *, void *);
    DWORD(DHCP_API_FUNCTION * create_subnet)(LPCWSTR, DHCP_IP_ADDRESS, const DHCP_SUBNET_INFO *);
    look_up(library, "DhcpAddServer", &add_server);
    look_up(library, "DhcpCreateSubnet", &create_subnet);

    DHCPDS_SERVER entry = {.ServerName = server, .ServerAddress = 0xC0000201u};
    DHCP_SUBNET_INFO info = {.SubnetAddress = SCOPE, .SubnetMask = 0xFFFFFF00u, .SubnetName = server};
    printf("added: %u\n", (unsigned)add_server(0, NULL, &entry, NULL, NULL));
    printf("created: %u\n", (unsigned)create_subnet(server, SCOPE, &info));
}

static void find_server(void *library)
{
    DWORD(DHCP_API_FUNCTION * get_subnet)(LPCWSTR, DHCP_IP_ADDRESS, LPDHCP_SUBNET_INFO *);
    VOID(DHCP_API_FUNCTION * free_memory)(LPVOID);
    look_up(library, "DhcpGetSubnetInfo", &get_subnet);
    look_up(library, "DhcpRpcFreeMemory", &free_memory);

    LPDHCP_SUBNET_INFO info = NULL;
    printf("found: %u\n", (unsigned)get_subnet(server, SCOPE, &info));
    if (info != NULL) {
        free_memory(info->SubnetName);
        free_memory(info->SubnetComment);
        free_memory(info);
    }
}

int main(int count, char **arguments)
{
    if (count != 2)
        return EXIT_FAILURE;
    void *library = load(arguments[1]);
    make_server(library);
    printf("unloaded: %d\n", dlclose(library));
    library = load(arguments[1]);
    find_server(library);
    printf("unloaded: %d\n", dlclose(library));
    return EXIT_SUCCESS;
}
