namespace Timeline.Tests.Faults.Linearizing;

/// <summary>
/// Decides whether a history of operations on branch heads is linearizable: whether all of it could have happened one
/// operation after the other, each at a moment between its being asked and being answered.
/// </summary>
/// <remarks>
/// <para>
/// The search is that of Wing and Gong (Testing and verifying concurrent objects, 1993) with the two ideas of Lowe
/// (Testing for linearizability, 2017): a configuration, which is the head together with the operations that have
/// happened and not been answered yet, is looked at once however it was reached; and operations happen just in time, when
/// another has been answered that needs them to have happened before. Linearizability is local (Herlihy and Wing, 1990), so
/// each branch is judged by itself.
/// </para>
/// <para>
/// One shortcut of ours keeps configurations few: what changes nothing (a read, a refusal) happens as soon as the head is
/// what it says. To have it happen early never forbids anything later.
/// </para>
/// </remarks>
internal static class HeadChecker
{
    /// <summary>Judges a history.</summary>
    /// <param name="history">The operations, in any order; those without an answer may have happened or not.</param>
    /// <param name="before">What the heads were before; none where it says nothing.</param>
    /// <param name="limit">How many configurations are looked at before it is undecided.</param>
    public static HeadVerdict Judge(
        IEnumerable<HeadOperation> history, IReadOnlyDictionary<string, string>? before = null, int limit = 5_000_000)
    {
        var (count, isUndecided) = (0, false);
        foreach (var branch in history.GroupBy(operation => operation.Branch))
        {
            var search = new HeadSearch([.. branch], limit);
            count += branch.Count();
            switch (search.Run(before?.GetValueOrDefault(branch.Key)))
            {
                case true: break;
                case false: return new HeadVerdict(count, search.Fault);
                default: isUndecided = true; break;
            }
        }

        return new HeadVerdict(count, null, isUndecided);
    }
}
