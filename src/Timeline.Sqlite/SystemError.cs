using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Timeline.Sqlite;

/// <summary>What the operating system answered, where SQLite only says that it refused.</summary>
/// <remarks>
/// A full disk that refuses to make the journal, or to bring it through to the disk, is for SQLite a file that cannot
/// be opened or a failure of input or output: only the system's own number tells them apart. The binding has no such
/// call.
/// </remarks>
#pragma warning disable CA5393 // The library is where the binding looks for it, as Columns says.
internal static partial class SystemError
{
    private const string Library = "e_sqlite3";

    // SQLITE_FCNTL_LAST_ERRNO.
    private const int LastError = 4;

    // SQLITE_FCNTL_HAS_MOVED.
    private const int HasMoved = 20;

    /// <summary>The number of what went wrong last at a file; 0 where it is not known.</summary>
    /// <remarks>SQLite remembers it of a statement that fails, and not of a commit: there it is the thread's, since
    /// <see cref="Forget"/>.</remarks>
    /// <param name="database">The open file.</param>
    public static int Of(sqlite3 database)
    {
        var system = Marshal.GetLastSystemError();
        if (IsFull(system) || IsFailure(system)) return system;
        if (database.IsInvalid || database.IsClosed) return 0;
        var number = Number(database.DangerousGetHandle());
        GC.KeepAlive(database);
        return number;
    }

    /// <summary>Whether a disk refused to be read, which SQLite calls a damaged file.</summary>
    /// <param name="system">What went wrong last.</param>
    /// <param name="database">The open file, which has answered that it is damaged, and which remembers whether it
    /// could not be read before.</param>
    public static bool IsUnreadable(int system, sqlite3 database)
    {
        if (database.IsInvalid || database.IsClosed) return false;
        var last = 0;
        _ = FileControl(database.DangerousGetHandle(), 0, LastError, ref last);
        GC.KeepAlive(database);
        return IsUnreadable(system) || IsUnreadable(last);
    }

    /// <summary>Whether the file that is open has lost its name, to another file or to none.</summary>
    /// <remarks>Cost: a call of the system. Windows does not let go of the name of an open file.</remarks>
    /// <param name="database">The open file.</param>
    public static bool HasLostName(sqlite3 database)
    {
        if (database.IsInvalid || database.IsClosed) return false;
        var moved = 0;
        _ = FileControl(database.DangerousGetHandle(), 0, HasMoved, ref moved);
        GC.KeepAlive(database);
        return moved != 0;
    }

    /// <summary>Forgets what the system answered last to this thread.</summary>
    public static void Forget() => Marshal.SetLastSystemError(0);

    /// <summary>Whether a number says that there is no room, or that a limit of room is reached.</summary>
    /// <param name="number">The number.</param>
    public static bool IsFull(int number) => OperatingSystem.IsWindows()
        ? number is 39 or 112 // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
        : number is 28 or 27 || number == (OperatingSystem.IsLinux() ? 122 : 69); // ENOSPC, EFBIG, EDQUOT

    /// <summary>Whether a failure of the files of .NET says so.</summary>
    /// <param name="failure">The failure.</param>
    public static bool IsFull(IOException failure) => IsFull(failure.HResult & 0xffff);

    /// <summary>Whether a failure of the files of .NET says that somebody else has the file.</summary>
    /// <param name="failure">The failure.</param>
    public static bool IsHeld(IOException failure)
    {
        // EAGAIN, or a sharing violation.
        var held = OperatingSystem.IsLinux() ? 11 : OperatingSystem.IsWindows() ? 32 : 35;
        return (failure.HResult & 0xffff) == held;
    }

    /// <summary>Whether a number says that the system or the disk failed, and not that a right is lacking.</summary>
    /// <param name="number">The number.</param>
    public static bool IsFailure(int number) => OperatingSystem.IsWindows()
        ? number is 4 or 23 or 1117 // ERROR_TOO_MANY_OPEN_FILES, ERROR_CRC, ERROR_IO_DEVICE
        : number is 5 or 12 or 23 or 24; // EIO, ENOMEM, ENFILE, EMFILE

    /// <summary>Whether a number says that a file is not there.</summary>
    /// <remarks>A journal that a disk failed to make is then looked for by SQLite, to be read: only that answer is
    /// left. Where a right is lacking it does not look.</remarks>
    /// <param name="number">The number.</param>
    public static bool IsMissing(int number) => !OperatingSystem.IsWindows() && number == 2; // ENOENT

    // EIO, ENXIO, ERANGE: what SQLite takes for a damaged file system.
    private static bool IsUnreadable(int number) => !OperatingSystem.IsWindows() && number is 5 or 6 or 34;

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int FileControl(nint database, nint name, int operation, ref int answer);

    [LibraryImport(Library, EntryPoint = "sqlite3_system_errno")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Number(nint database);
}
