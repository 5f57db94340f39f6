using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Nothing is marshalled, so that the calls can be compiled ahead of time. The library is looked for where the binding
// looks for it, beside the assembly among others: both must find the same one.
[assembly: DisableRuntimeMarshalling]
#pragma warning disable CA5393
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]

namespace Timeline.Sqlite;

/// <summary>The rows of a statement and the columns of the one it stands on, asked of SQLite directly.</summary>
/// <remarks>
/// A restore asks for thousands of columns, and each call through the binding counts references to the statement and
/// tells the collector of itself, which costs many times what SQLite does. Those for columns only look at a row that is
/// in memory: they neither wait nor call back, which is what leaving out the transition requires. A statement that is
/// not there (0) has columns that are NULL. Whoever calls keeps the statement from being closed meanwhile.
/// </remarks>
internal static unsafe partial class Columns
{
    // The library that the bundle brings.
    private const string Library = "e_sqlite3";

    /// <summary>Goes to the next row.</summary>
    /// <returns>What SQLite answers.</returns>
    public static int Step(nint statement) => NextRow(statement);

    /// <summary>The column as a number; 0 for NULL.</summary>
    public static long Long(nint statement, int column) => ColumnLong(statement, column);

    /// <summary>The kind of what lies in a column, as SQLite numbers them.</summary>
    public static int Kind(nint statement, int column) => ColumnType(statement, column);

    /// <summary>The bytes of a text or blob, empty for NULL; valid until the next step.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // In this order: asking for the blob may convert it, and then it has another length.
        var start = ColumnBlob(statement, column);
        return new ReadOnlySpan<byte>(start, start is null ? 0 : ColumnBytes(statement, column));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int NextRow(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial long ColumnLong(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int ColumnBytes(nint statement, int column);
}
