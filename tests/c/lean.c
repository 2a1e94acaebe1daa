/*
 * The library without features keeps servers in memory alone. Asked for a file it says so, whoever asks; the argument is the place.
 * tests/examples.rs runs it once with DHCPSAPI_REGISTRY and no argument, and once with an argument.
 */
#include <dhcpsapi_ext.h>

#include "expect.h"

int main(int count, char **arguments)
{
    WCHAR name[] = u"dhcp1";
    if (count > 1) {
        IS(dhcpsapi_open(arguments[1]), ERROR_NOT_SUPPORTED);
        TEXT_IS(dhcpsapi_last_reason(), "this build of the library cannot keep servers there");
        IS(dhcpsapi_open("memory:"), ERROR_SUCCESS);
        IS(add_server(name, 1), ERROR_SUCCESS);
    } else {
        IS(add_server(name, 1), ERROR_NOT_SUPPORTED);
        IS(dhcpsapi_wait(0), ERROR_NOT_SUPPORTED);
    }
    return wrong;
}
