using System.Collections.Concurrent;
using Timeline.Tests.Integration.Sqlite;

[assembly: AssemblyFixture(typeof(LeftFolders))]

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>The folders of tests that are not gone yet. One that is left after the last test fails the run.</summary>
/// <remarks>A class with both disposals has only the asynchronous one called, so a folder can be forgotten without a
/// sign.</remarks>
public sealed class LeftFolders : IDisposable
{
    private static readonly ConcurrentDictionary<string, bool> Folders = new();

    internal static void Add(string folder) => Folders[folder] = true;

    internal static void Drop(string folder)
    {
        Directory.Delete(folder, recursive: true);
        _ = Folders.TryRemove(folder, out _);
    }

    public void Dispose() => Assert.Empty(Folders.Keys);
}
