/* The floors: what a C library would do at the least for the same result. No look-up, no lock, no check. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SCOPES 8
#define UNITS 36

typedef struct { uint32_t count; uint32_t *elements; } ip_array;

typedef struct {
    uint32_t primary, secondary;
    int32_t mode, type, state, previous;
    uint32_t mclt, safe_period;
    uint16_t *name, *primary_name, *secondary_name;
    ip_array *scopes;
    uint8_t percentage;
    uint16_t *secret;
} relationship;

typedef struct { uint32_t count; relationship *all; } relationship_array;

/* A flat record: the lengths are data, so that no copy has a length that the compiler knows. */
typedef struct {
    relationship fixed;
    uint32_t text_bytes[4], scope_bytes;
    uint16_t text[4][UNITS];
    uint32_t scopes[SCOPES];
} record;

static record *records;
static uint32_t record_count;

static void keep(record *to, int place, const uint16_t *text)
{
    uint32_t units = 0;
    while (text[units]) units++;
    to->text_bytes[place] = (units + 1) * sizeof *text;
    memcpy(to->text[place], text, to->text_bytes[place]);
}

void floor_start(uint32_t count)
{
    records = calloc(count, sizeof *records);
    record_count = 0;
}

void floor_add(const relationship *given)
{
    record *to = &records[record_count++];
    to->fixed = *given;
    keep(to, 0, given->name);
    keep(to, 1, given->primary_name);
    keep(to, 2, given->secondary_name);
    keep(to, 3, given->secret);
    to->scope_bytes = given->scopes->count * sizeof(uint32_t);
    memcpy(to->scopes, given->scopes->elements, to->scope_bytes);
}

static void *copy(const void *from, size_t bytes)
{
    return memcpy(malloc(bytes), from, bytes);
}

static void fill(relationship *to, const record *from)
{
    *to = from->fixed;
    to->name = copy(from->text[0], from->text_bytes[0]);
    to->primary_name = copy(from->text[1], from->text_bytes[1]);
    to->secondary_name = copy(from->text[2], from->text_bytes[2]);
    to->scopes = malloc(sizeof *to->scopes);
    to->scopes->count = from->scope_bytes / sizeof(uint32_t);
    to->scopes->elements = copy(from->scopes, from->scope_bytes);
    to->secret = copy(from->text[3], from->text_bytes[3]);
}

uint32_t floor_get(uint32_t index, relationship **out)
{
    relationship *to = malloc(sizeof *to);
    fill(to, &records[index]);
    *out = to;
    return 0;
}

static uint32_t cost(const record *of)
{
    uint32_t bytes = sizeof(relationship) + sizeof(ip_array) + of->scope_bytes;
    for (int place = 0; place < 4; place++) bytes += of->text_bytes[place];
    return bytes;
}

uint32_t floor_enum(uint32_t *resume, uint32_t preferred, relationship_array **out, uint32_t *read, uint32_t *total)
{
    uint32_t first = *resume, last = first, room = preferred;
    *out = NULL, *read = 0, *total = 0;
    if (first >= record_count) return 259;
    if (preferred == UINT32_MAX) {
        last = record_count;
    } else {
        while (last < record_count && cost(&records[last]) <= room) room -= cost(&records[last++]);
        if (last == first) last++;
    }
    relationship_array *array = malloc(sizeof *array);
    array->count = last - first;
    array->all = malloc(array->count * sizeof *array->all);
    for (uint32_t at = first; at < last; at++) fill(&array->all[at - first], &records[at]);
    *out = array, *read = last - first, *total = record_count - first, *resume = last;
    return last < record_count ? 234 : 0;
}

void floor_free(void *block)
{
    free(block);
}

uint32_t floor_nothing(const void *server, const void *name, void **out)
{
    (void)server, (void)name, (void)out;
    return 87;
}

/* One block with a structure of 28 bytes, as the statistics are. */
static uint32_t statistics[7];

uint32_t floor_statistics(const void *server, uint32_t scope, void **out)
{
    (void)server, (void)scope;
    *out = copy(statistics, sizeof statistics);
    return 0;
}

/* An array of addresses in its structure. */
uint32_t floor_addresses(uint32_t first, uint32_t count, ip_array **out)
{
    ip_array *array = malloc(sizeof *array);
    array->count = count;
    array->elements = malloc(count * sizeof(uint32_t));
    for (uint32_t at = 0; at < count; at++) array->elements[at] = first + at;
    *out = array;
    return 0;
}

/* The least work of a rebalance: the words of one set go into the other. */
void floor_move(uint64_t *restrict to, uint64_t *restrict from, size_t words)
{
    for (size_t at = 0; at < words; at++) {
        to[at] |= from[at];
        from[at] = 0;
    }
}

/* Lease records in a flat array by offset. */
typedef struct {
    uint32_t address, owner;
    uint64_t expires;
    uint32_t times[6];
    uint8_t id[6], state, kind;
} lease;

typedef struct {
    uint32_t address, mask, id_length;
    uint8_t *id;
    uint16_t *name, *comment;
    uint32_t expires[2];
    uint32_t owner;
    uint16_t *owner_name, *owner_host;
} client;

static lease *leases;
static uint16_t owner_name[16];
static uint32_t owner_bytes;

void floor_leases(uint32_t count, const uint16_t *owner)
{
    leases = calloc(count, sizeof *leases);
    while (owner[owner_bytes] && owner_bytes < 15) owner_name[owner_bytes] = owner[owner_bytes], owner_bytes++;
    owner_bytes = (owner_bytes + 1) * sizeof *owner_name;
}

uint32_t floor_lease_set(uint32_t offset, const client *from)
{
    lease *to = &leases[offset];
    to->address = from->address;
    to->owner = from->owner;
    to->expires = (uint64_t)from->expires[1] << 32 | from->expires[0];
    memset(to->times, 0, sizeof to->times);
    memcpy(to->id, from->id, from->id_length);
    to->state = 1, to->kind = 1;
    return 0;
}

uint32_t floor_lease_remove(uint32_t offset)
{
    memset(&leases[offset], 0, sizeof leases[offset]);
    return 0;
}

static client *lease_copy(const lease *from)
{
    client *to = malloc(sizeof *to);
    memset(to, 0, sizeof *to);
    to->address = from->address;
    to->id_length = sizeof from->id;
    to->id = copy(from->id, sizeof from->id);
    to->expires[0] = (uint32_t)from->expires, to->expires[1] = (uint32_t)(from->expires >> 32);
    to->owner = from->owner;
    to->owner_name = copy(owner_name, owner_bytes);
    return to;
}

uint32_t floor_lease_get(uint32_t offset, client **out)
{
    *out = lease_copy(&leases[offset]);
    return 0;
}

typedef struct { uint32_t count; client **all; } client_array;

/* So many of them from an offset on, which becomes that of the next one. */
uint32_t floor_lease_list(uint32_t *offset, uint32_t count, client_array **out)
{
    client_array *array = malloc(sizeof *array);
    array->all = malloc(count * sizeof *array->all);
    for (array->count = 0; array->count < count; ++*offset)
        if (leases[*offset].state) array->all[array->count++] = lease_copy(&leases[*offset]);
    *out = array;
    return 0;
}
