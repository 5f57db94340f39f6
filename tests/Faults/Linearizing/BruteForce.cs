namespace Timeline.Tests.Faults.Linearizing;

/// <summary>Decides the same by trying every order of every choice of what happened: right because it is simple, and for
/// a handful of operations alone.</summary>
internal static class BruteForce
{
    public static bool IsLinearizable(IReadOnlyList<HeadOperation> history) =>
        Choices([.. history.Where(operation => operation.Returned == HeadOperation.Never)])
            .Select(unanswered => history.Where(operation => operation.Returned != HeadOperation.Never).Concat(unanswered))
            .Any(chosen => Orders([.. chosen]).Any(order => IsInTime(order) && IsExplained(order)));

    private static IEnumerable<List<HeadOperation>> Choices(List<HeadOperation> unanswered) =>
        Enumerable.Range(0, 1 << unanswered.Count)
            .Select(choice => unanswered.Where((_, i) => (choice & (1 << i)) != 0).ToList());

    private static IEnumerable<List<HeadOperation>> Orders(List<HeadOperation> operations)
    {
        if (operations.Count == 0) return [[]];
        return operations.SelectMany(first => Orders([.. operations.Where(other => !ReferenceEquals(other, first))])
            .Select(rest => new List<HeadOperation>([first, .. rest])));
    }

    /// <summary>Nothing stands before what was answered before it was asked.</summary>
    private static bool IsInTime(List<HeadOperation> order) =>
        !order.Where((before, i) => order.Skip(i + 1).Any(after => after.Returned < before.Invoked)).Any();

    private static bool IsExplained(List<HeadOperation> order)
    {
        string? head = null;
        foreach (var operation in order)
        {
            if (!operation.Fits(head, out var after)) return false;
            head = after;
        }

        return true;
    }
}
