/* Makes one system call fail, for the tests of failing disks: preloaded into the program under test.
 * SHIM_CALL names it (fdatasync, fsync, pwrite, ftruncate), SHIM_FILE is part of the file's name, SHIM_FROM is the
 * first call that fails (from 1), SHIM_COUNT how many do, SHIM_ARMED a file: nothing fails until it is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int hits(const char *call, int fd)
{
    const char *wanted = getenv("SHIM_CALL"), *file = getenv("SHIM_FILE"), *armed = getenv("SHIM_ARMED");
    char link[64], name[4096];
    ssize_t length;
    long n;
    if (!wanted || !file || !armed || strcmp(call, wanted) != 0 || access(armed, F_OK) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, sizeof name - 1);
    if (length < 0)
        return 0;
    name[length] = 0;
    if (!strstr(name, file))
        return 0;
    n = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (n < atol(getenv("SHIM_FROM")) || n >= atol(getenv("SHIM_FROM")) + atol(getenv("SHIM_COUNT")))
        return 0;
    errno = EIO;
    return 1;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

int fdatasync(int fd)
{
    return hits("fdatasync", fd) ? -1 : REAL("fdatasync", int (*)(int))(fd);
}

int fsync(int fd)
{
    return hits("fsync", fd) ? -1 : REAL("fsync", int (*)(int))(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at)
{
    return hits("pwrite", fd) ? -1 : REAL("pwrite64", ssize_t (*)(int, const void *, size_t, off_t))(fd, bytes, length, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    return hits("pwrite", fd) ? -1 : REAL("pwrite", ssize_t (*)(int, const void *, size_t, off_t))(fd, bytes, length, at);
}

int ftruncate64(int fd, off_t length)
{
    return hits("ftruncate", fd) ? -1 : REAL("ftruncate64", int (*)(int, off_t))(fd, length);
}

int ftruncate(int fd, off_t length)
{
    return hits("ftruncate", fd) ? -1 : REAL("ftruncate", int (*)(int, off_t))(fd, length);
}
