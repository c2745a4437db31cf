/* Cuts the power of a mounted ext4: EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (linux/ext4.h). What was not
 * synced is gone, and the journal is not written either. The one argument is a folder on that disk. */
#include <fcntl.h>
#include <stdint.h>
#include <sys/ioctl.h>

int main(int count, char **arguments)
{
    uint32_t no_flush = 2;
    int folder = count == 2 ? open(arguments[1], O_RDONLY | O_DIRECTORY) : -1;
    return folder < 0 || ioctl(folder, _IOR('X', 125, uint32_t), &no_flush) != 0;
}
