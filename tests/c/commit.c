/* Threads that are cancelled while they change a registry that is kept in a file: each change is whole, and the next one is made.
 * tests/registry/cancelled.rs compiles and runs it. */

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dhcpsapi.h"

static atomic_uint begun, answered;

static DWORD create_scope(DWORD number)
{
    static WCHAR name[] = {'s', 0};
    DHCP_SUBNET_INFO info = {
        .SubnetAddress = 0x0A000000u + (number << 8), .SubnetMask = 0xFFFFFF00u, .SubnetName = name,
    };
    return DhcpCreateSubnet(NULL, info.SubnetAddress, &info);
}

static void *changes(void *nothing)
{
    for (;;) {
        DWORD number = atomic_fetch_add(&begun, 1);
        DWORD code = create_scope(number);
        if (code == ERROR_SUCCESS)
            atomic_fetch_add(&answered, 1);
        else
            printf("scope %u: %u\n", (unsigned)number, (unsigned)code);
        pthread_testcancel();
    }
    return nothing;
}

/* So many threads, one after the other, each of which is cancelled some time after it began. Prints how many changes were begun and
 * answered. */
int main(int count, char **arguments)
{
    int threads = count > 1 ? atoi(arguments[1]) : 0;
    for (int thread = 0; thread < threads; thread++) {
        pthread_t changing;
        unsigned before = atomic_load(&begun);
        pthread_create(&changing, NULL, changes, NULL);
        while (atomic_load(&begun) == before)
            sched_yield();
        struct timespec pause = {0, (thread * 7919L) % 3000 * 1000};
        nanosleep(&pause, NULL);
        pthread_cancel(changing);
        pthread_join(changing, NULL);
        /* This thread is not cancelled, and needs what the other one had. */
        DWORD code = create_scope(60000u + (DWORD)thread);
        if (code != ERROR_SUCCESS)
            printf("after thread %d: %u\n", thread, (unsigned)code);
    }
    printf("%u %u\n", atomic_load(&begun), atomic_load(&answered));
    return 0;
}
