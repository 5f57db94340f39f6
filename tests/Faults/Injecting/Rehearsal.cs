using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Injecting;

/// <summary>
/// One deed of a child on files that are there, done again and again, each time on a copy of them and with another fault.
/// </summary>
/// <param name="basis">The folder with the files as they are before.</param>
/// <param name="start">Starts the child in a folder, under a wrapper.</param>
/// <param name="paths">
/// The files of a folder whose calls count; none for all files of the folder, also those with names by chance, whose calls are not at
/// the same number in each run: some faults are then not met.
/// </param>
internal sealed class Rehearsal(
    string basis, Func<Folder, IReadOnlyList<string>?, Child> start, Func<Folder, IReadOnlyList<string>> paths)
{
    /// <summary>The calls that the deed makes when nothing fails.</summary>
    public async Task<IReadOnlyList<SystemCall>> CallsAsync(IReadOnlyList<string>? names = null)
    {
        using var folder = Copy(basis);
        using var notes = new Folder();
        var trace = new Strace(paths(folder), names ?? Strace.Changing);
        await using var child = start(folder, trace.Counting(notes.File("trace")));
        var (exit, errors) = await child.EndAsync();
        Assert.True(exit == 0, $"it ends with {exit} {errors} {string.Join('\n', child.Lines)}");
        var calls = Strace.Read(notes.File("trace"));
        var counted = trace.Paths.Count > 0
            ? calls : [.. calls.Where(call => call.Text.Contains(folder.Path, StringComparison.Ordinal))];
        Assert.NotEmpty(counted);
        return counted;
    }

    /// <summary>Does it up to a call, where the child is killed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="judge">What is wrong with what is left; null for nothing.</param>
    /// <param name="again">A call at which what comes next is killed again; null for none.</param>
    public async Task<string?> KillAsync(SystemCall call, Func<Folder, Child, Task<string?>> judge, SystemCall? again = null)
    {
        using var folder = Copy(basis);
        if (again is null) return await KillAsync(folder, call, judge, mayEnd: false);

        // What was begun before may leave less to do the second time, so that it may end in peace.
        return await KillAsync(folder, call, (_, _) => Task.FromResult<string?>(null), mayEnd: false)
            ?? await KillAsync(folder, again, judge, mayEnd: true);
    }

    /// <summary>Does it with a call that fails.</summary>
    /// <returns>What is wrong with what is left; null for nothing; and whether the fault was met.</returns>
    public async Task<(string? Wrong, bool IsMet)> FailAsync(
        SystemCall call, string fault, int? until, Func<Folder, Child, Task<string?>> judge)
    {
        using var folder = Copy(basis);
        using var notes = new Folder();
        var trace = new Strace(paths(folder), [call.Name]);
        await using var child = start(folder, trace.At(notes.File("trace"), call, fault, until));
        _ = await child.EndAsync();
        var hit = Strace.Read(notes.File("trace")).Where(it => it.IsInjected).ToList();

        // Where all files count, one of the runtime's own may have been hit, which is not what is tried.
        var isMet = hit.Count > 0
            && (trace.Paths.Count > 0 || hit.TrueForAll(it => it.Text.Contains(folder.Path, StringComparison.Ordinal)));
        return (isMet ? await judge(folder, child) : null, isMet);
    }

    private async Task<string?> KillAsync(Folder folder, SystemCall call, Func<Folder, Child, Task<string?>> judge, bool mayEnd)
    {
        using var notes = new Folder();
        var trace = new Strace(paths(folder), [call.Name]);
        await using var child = start(folder, trace.At(notes.File("trace"), call, Strace.Wait));
        var missed = await Victim.KillBeforeAsync(child, notes.File("trace"), call);
        return missed is not null && !mayEnd && trace.Paths.Count > 0 ? missed : await judge(folder, child);
    }

    /// <summary>A folder like another.</summary>
    public static Folder Copy(string from)
    {
        var copy = new Folder();
        foreach (var path in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(copy.Path, Path.GetRelativePath(from, path)));
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(path, Path.Combine(copy.Path, Path.GetRelativePath(from, path)));
        return copy;
    }
}
