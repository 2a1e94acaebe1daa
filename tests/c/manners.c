/*
 * How the library behaves towards the process that loads it. The first argument says what is tried; tests/manners.rs says
 * what is to come of it. What goes wrong is printed.
 */
#define _GNU_SOURCE
#include <dhcpsapi_cim.h>
#include <dhcpsapi_ext.h>

#include "expect.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SCOPE 0x0A000000u

static WCHAR one[] = u"dhcp1";
static WCHAR two[] = u"dhcp2";
static WCHAR pair[] = u"pair";

static DWORD version_of(const WCHAR *server)
{
    DWORD major = 0, minor = 0;
    return DhcpGetVersion((WCHAR *)server, &major, &minor);
}

/* ---- two servers with a relationship ---- */

static DWORD deploy(void)
{
    const WCHAR *servers[] = {two, one};
    DHCP_IP_ADDRESS scope = SCOPE;
    DHCP_IP_ARRAY scopes = {1, &scope};
    DHCP_IP_RANGE range = {SCOPE + 1, SCOPE + 200};
    DHCP_SUBNET_ELEMENT_DATA element = {.ElementType = DhcpIpRanges, .Element = {.IpRange = &range}};
    DHCP_SUBNET_INFO info = {.SubnetAddress = SCOPE, .SubnetMask = 0xFFFFFF00u};
    DHCP_FAILOVER_RELATIONSHIP half = {
        .PrimaryServer = 1, .SecondaryServer = 2, .Percentage = 50, .Mclt = 3600, .RelationshipName = pair, .pScopes = &scopes,
        .SharedSecret = (WCHAR[]){u"secret"},
    };
    DWORD code = add_server(one, 1);
    code = code != 0 ? code : add_server(two, 2);
    for (int place = 0; place < 2 && code == 0; place++) {
        half.ServerType = place == 0 ? SecondaryServer : PrimaryServer;
        code = DhcpCreateSubnet(servers[place], SCOPE, &info);
        code = code != 0 ? code : DhcpAddSubnetElement(servers[place], SCOPE, &element);
        code = code != 0 ? code : DhcpV4FailoverCreateRelationship(servers[place], &half);
    }
    return code;
}

/* Reads the relationship and frees all of it. */
static DWORD read_relationship(void)
{
    LPDHCP_FAILOVER_RELATIONSHIP found = NULL;
    DWORD code = DhcpV4FailoverGetRelationship(one, pair, &found);
    if (code == ERROR_SUCCESS) {
        DhcpRpcFreeMemory(found->RelationshipName);
        DhcpRpcFreeMemory(found->PrimaryServerName);
        DhcpRpcFreeMemory(found->SecondaryServerName);
        DhcpRpcFreeMemory(found->SharedSecret);
        DhcpRpcFreeMemory(found->pScopes->Elements);
        DhcpRpcFreeMemory(found->pScopes);
        DhcpRpcFreeMemory(found);
    }
    return code;
}

static DWORD lease(unsigned char number)
{
    BYTE hardware[] = {2, 0, 0, 0, 0, number};
    DHCPSAPI_CLIENT client = {.Scope = SCOPE, .HardwareAddress = {sizeof hardware, hardware}};
    DHCPSAPI_ANSWER *answer = NULL;
    DWORD code = dhcpsapi_client_request(NULL, &client, &answer);
    DhcpRpcFreeMemory(answer);
    return code;
}

/* ---- rights that are not the caller's ---- */

static int rights(void)
{
    printf("%lu %u\n", getauxval(AT_SECURE), (unsigned)version_of(u"planted"));
    return 0;
}

/* ---- threads that are cancelled ---- */

static atomic_int stage;
static DWORD code_of_thread = 99;

static void wait_for(int wanted)
{
    while (atomic_load(&stage) < wanted)
        sched_yield();
}

static void *first_call(void *nothing)
{
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    atomic_store(&stage, 1);
    wait_for(2);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    code_of_thread = version_of(NULL);
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    IS(old, PTHREAD_CANCEL_ENABLE);
    pthread_testcancel();
    IS("the thread was not cancelled" == NULL, 1);
    return nothing;
}

static void *ask(void *code)
{
    *(DWORD *)code = version_of(NULL);
    return NULL;
}

static void others_are_answered(void)
{
    pthread_t thread;
    DWORD code = 99;
    IS(version_of(NULL), 0);
    pthread_create(&thread, NULL, ask, &code);
    pthread_join(thread, NULL);
    IS(code, 0);
}

/* Its first call finds that the thread is to be cancelled at the next function that waits. */
static int cancelled(void)
{
    pthread_t thread;
    void *end;
    pthread_create(&thread, NULL, first_call, NULL);
    wait_for(1);
    pthread_cancel(thread);
    atomic_store(&stage, 2);
    pthread_join(thread, &end);
    IS(end == PTHREAD_CANCELED, 1);
    IS(code_of_thread, 0);
    others_are_answered();
    return wrong;
}

static void *calls_for_ever(void *nothing)
{
    int old;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
    atomic_store(&stage, 1);
    for (;;) {
        version_of(NULL);
        read_relationship();
        dhcpsapi_clock_advance(1);
    }
    return nothing;
}

static void pause_for(long microseconds)
{
    struct timespec until, now;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += microseconds * 1000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while (now.tv_sec < until.tv_sec || (now.tv_sec == until.tv_sec && now.tv_nsec < until.tv_nsec));
}

/* A thread that may be cancelled at any instruction, some time after its first call began. */
static int cancelled_anywhere(long microseconds, int deployed)
{
    pthread_t thread;
    if (deployed)
        IS(deploy(), 0);
    atomic_store(&stage, 0);
    pthread_create(&thread, NULL, calls_for_ever, NULL);
    wait_for(1);
    pause_for(microseconds);
    pthread_cancel(thread);
    pthread_join(thread, NULL); /* the thread returns from nowhere else; some C libraries then say that it returned NULL */
    others_are_answered();
    IS(add_server((WCHAR[]){u"dhcp3"}, 3), 0);
    IS(read_relationship(), deployed ? 0 : RPC_S_SERVER_UNAVAILABLE);
    return wrong;
}

/* Tries something many times, each time in a process of its own that is not to take longer than that. */
static int in_processes(int processes, unsigned seconds, int (*try)(int))
{
    for (int number = 0; number < processes; number++) {
        int status = 0;
        pid_t child = fork();
        if (child == 0) {
            alarm(seconds);
            int failed = try(number);
            fflush(stdout);
            _exit(failed);
        }
        waitpid(child, &status, 0);
        if (status != 0) {
            printf("process %d ended with status %d\n", number, status);
            return 1;
        }
    }
    return wrong;
}

static int cancelled_anywhere_at(int number)
{
    return cancelled_anywhere(number / 2, number % 2);
}

/* Each in a process of its own, for the sake of the first call. */
static int cancelled_anywhere_in_many_processes(void)
{
    return in_processes(300, 60, cancelled_anywhere_at);
}

static int told;

static void waits(void *context, DHCPSAPI_SEVERITY severity, const char *message)
{
    struct timespec moment = {0, 1000};
    (void)context;
    (void)severity;
    (void)message;
    nanosleep(&moment, NULL); /* where a thread that is cancelled ends */
    told++;
}

static void *stops_the_server(void *nothing)
{
    atomic_store(&stage, 1);
    wait_for(2);
    code_of_thread = dhcpsapi_server_stop(one);
    pthread_testcancel();
    return nothing;
}

static int cancelled_in_its_callback(void)
{
    pthread_t thread;
    void *end;
    IS(add_server(one, 1), 0);
    IS(dhcpsapi_log(waits, NULL), 0);
    pthread_create(&thread, NULL, stops_the_server, NULL);
    wait_for(1);
    pthread_cancel(thread);
    atomic_store(&stage, 2);
    pthread_join(thread, &end);
    IS(end == PTHREAD_CANCELED, 1);
    IS(code_of_thread, 0);
    IS(told, 1);
    IS(dhcpsapi_server_start(one), 0);
    IS(told, 2);
    return wrong;
}

static void *cancels(void *thread)
{
    pthread_cancel(*(pthread_t *)thread);
    return NULL;
}

static void makes_a_thread(void *thread, DHCPSAPI_SEVERITY severity, const char *message)
{
    pthread_t other;
    (void)severity;
    (void)message;
    if (told++ == 0) {
        pthread_create(&other, NULL, cancels, thread);
        pthread_join(other, NULL); /* where a thread that is cancelled ends */
    }
}

/* There was no other thread that could cancel this one when the call began. Where it may be cancelled at any instruction it
 * ends behind the call, and the process with it. */
static int is_cancelled_by_its_callback(int kind)
{
    static pthread_t this_thread;
    int old;
    this_thread = pthread_self();
    IS(add_server(one, 1), 0);
    IS(dhcpsapi_log(makes_a_thread, &this_thread), 0);
    pthread_setcanceltype(kind, &old);
    DWORD code = dhcpsapi_server_stop(one);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    IS(code, 0);
    IS(told, 1);
    IS(kind, PTHREAD_CANCEL_DEFERRED);
    puts("behind the call");
    return wrong;
}

static int cancelled_by_its_callback(void)
{
    return is_cancelled_by_its_callback(PTHREAD_CANCEL_DEFERRED);
}

static int cancelled_anywhere_by_its_callback(void)
{
    return is_cancelled_by_its_callback(PTHREAD_CANCEL_ASYNCHRONOUS);
}

/* ---- the trace ---- */

static int is_pending(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE);
}

/* Nobody reads what is written to the standard error output. */
static int closed_pipe(void)
{
    int ends[2];
    sigset_t pipes, blocked;
    IS(pipe(ends), 0);
    dup2(ends[1], 2);
    close(ends[0]);
    close(ends[1]);
    signal(SIGPIPE, SIG_DFL);
    IS(version_of(NULL), 0);
    sigemptyset(&blocked);
    pthread_sigmask(SIG_BLOCK, NULL, &blocked);
    IS(sigismember(&blocked, SIGPIPE), 0);
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, NULL);
    IS(version_of(NULL), 0);
    IS(is_pending(), 0);
    /* One that the program has to be told of is not taken away. */
    raise(SIGPIPE);
    IS(version_of(NULL), 0);
    IS(is_pending(), 1);
    return wrong;
}

/* Somebody could read it, and does not. */
static int full_pipe(void)
{
    int ends[2];
    char page[4096] = {0};
    IS(pipe(ends), 0);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    while (write(ends[1], page, sizeof page) > 0)
        ;
    fcntl(ends[1], F_SETFL, 0);
    dup2(ends[1], 2);
    IS(version_of(NULL), 0);
    return wrong;
}

static void *waits_and_asks(void *code)
{
    wait_for(2);
    return ask(code);
}

/* Many threads at once make the first call of their process. */
static int first_calls_of_threads(int number)
{
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    DWORD codes[THREADS];
    (void)number;
    for (int thread = 0; thread < THREADS; thread++)
        pthread_create(&threads[thread], NULL, waits_and_asks, &codes[thread]);
    atomic_store(&stage, 2);
    for (int thread = 0; thread < THREADS; thread++) {
        pthread_join(threads[thread], NULL);
        IS(codes[thread], 0);
    }
    return wrong;
}

static int first_calls(void)
{
    return in_processes(50, 60, first_calls_of_threads);
}

/* A program that becomes a daemon closes whatever it does not know, and opens files of its own. */
static int closed_descriptors(void)
{
    IS(version_of(NULL), 0);
    for (int descriptor = 3; descriptor < 100; descriptor++)
        close(descriptor);
    int first = memfd_create("of the program", 0), second = memfd_create("another one", 0);
    IS(first, 3);
    IS(version_of(NULL), 0);
    IS(version_of(NULL), 0);
    IS(lseek(first, 0, SEEK_END), 0);
    IS(lseek(second, 0, SEEK_END), 0);
    return wrong;
}

static int one_call(void)
{
    umask(0);
    IS(version_of(NULL), 0);
    return wrong;
}

/* ---- the stack ---- */

#define STACK (1024 * 1024)
#define PATTERN 0xA5

static uint8_t *stack;

/* How deep the calls below went: from this frame to the lowest byte that was written to. */
static void *goes_deep(void *depth)
{
    uint8_t here;
    DWORD number = 0, total = 0, resume = 0;
    LPDHCP_FAILOVER_RELATIONSHIP_ARRAY all = NULL;
    char *text = NULL;
    DHCPSAPI_CIM_FAILOVER *instance = NULL;
    /* The stack that the C library needs when a function is called the first time is not the library's. */
    memset(stack, PATTERN, (size_t)(&here - stack) - 4096);
    IS(deploy(), 0);
    IS(dhcpsapi_clock_advance(5000), 0);
    IS(lease(1), 0);
    IS(read_relationship(), 0);
    IS(DhcpV4FailoverEnumRelationship(one, &resume, 0xFFFFFFFFu, &all, &number, &total), 0);
    IS(dhcpsapi_drift(one, pair, (DHCPSAPI_DRIFT_ENTRY **)&text, &number), 0);
    DHCPSAPI_CIM_SET set = {.Name = pair, .ComputerName = one, .HasMaxClientLeadTime = TRUE, .MaxClientLeadTime = 1800};
    IS(dhcpsapi_cim_set(&set, NULL, &instance), 0);
    IS(dhcpsapi_cim_mof(instance, &text), 0);
    IS(dhcpsapi_link_cut(one, two), 0);
    IS(dhcpsapi_server_stop(one), 0);
    IS(dhcpsapi_server_start(one), 0);
    IS(dhcpsapi_reset(), 0);
    size_t lowest = 0;
    while (stack[lowest] == PATTERN)
        lowest++;
    *(size_t *)depth = (size_t)(&here - stack) - lowest;
    return NULL;
}

static int depth(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    size_t deep = 0;
    stack = aligned_alloc(4096, STACK);
    pthread_attr_init(&attributes);
    IS(pthread_attr_setstack(&attributes, stack, STACK), 0);
    IS(pthread_create(&thread, &attributes, goes_deep, &deep), 0);
    pthread_join(thread, NULL);
    printf("%zu\n", deep);
    return wrong;
}

/* ---- forks while other threads call ---- */

static void *calls_and_calls(void *number)
{
    for (;;) {
        read_relationship();
        version_of(NULL);
        lease((unsigned char)(uintptr_t)number);
        dhcpsapi_clock_advance(1);
        if (number == NULL) { /* what happens is told, and is not to pile up */
            dhcpsapi_server_stop(two);
            dhcpsapi_server_start(two);
        }
    }
    return number;
}

static void is_told(void *context, DHCPSAPI_SEVERITY severity, const char *message)
{
    (void)severity;
    (void)message;
    atomic_fetch_add((atomic_int *)context, 1);
}

static atomic_int messages;
static WCHAR *of_the_parent;

static int calls_of_a_child(int number)
{
    (void)number;
    wrong = 0;
    IS(add_server((WCHAR[]){u"child"}, 77), 0);
    IS(read_relationship(), 0);
    lease(200);
    DhcpRpcFreeMemory(of_the_parent);
    int before = atomic_load(&messages);
    IS(dhcpsapi_server_stop((WCHAR[]){u"child"}), 0);
    IS(atomic_load(&messages) > before, 1);
    return wrong;
}

static int forks(void)
{
    pthread_t thread;
    IS(deploy(), 0);
    IS(dhcpsapi_log(is_told, &messages), 0);
    IS(dhcpsapi_utf16("of the parent", &of_the_parent), 0);
    for (uintptr_t number = 0; number < 6; number++)
        pthread_create(&thread, NULL, calls_and_calls, (void *)number);
    return in_processes(400, 10, calls_of_a_child);
}

/* The first call of one thread is under way when another one forks. */
static int forks_during_the_first_call(int number)
{
    int status = 0;
    pthread_t thread;
    DWORD code = 99;
    pthread_create(&thread, NULL, ask, &code);
    pause_for(number);
    pid_t grandchild = fork();
    if (grandchild == 0) {
        alarm(10);
        _exit(version_of(NULL) != 0);
    }
    waitpid(grandchild, &status, 0);
    pthread_join(thread, NULL);
    return status != 0 || code != 0;
}

static int forks_at_first(void)
{
    return in_processes(200, 10, forks_during_the_first_call);
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*run)(void);
    } tries[] = {
        {"rights", rights},
        {"cancelled", cancelled},
        {"cancelled anywhere", cancelled_anywhere_in_many_processes},
        {"cancelled in its callback", cancelled_in_its_callback},
        {"cancelled by its callback", cancelled_by_its_callback},
        {"cancelled anywhere by its callback", cancelled_anywhere_by_its_callback},
        {"first calls", first_calls},
        {"closed descriptors", closed_descriptors},
        {"one call", one_call},
        {"closed pipe", closed_pipe},
        {"full pipe", full_pipe},
        {"depth", depth},
        {"forks", forks},
        {"forks at first", forks_at_first},
    };
    for (size_t place = 0; count == 2 && place < sizeof tries / sizeof *tries; place++)
        if (strcmp(arguments[1], tries[place].name) == 0)
            return tries[place].run();
    return 2;
}
