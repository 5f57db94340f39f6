namespace Timeline.Tests.Properties.Watching;

/// <summary>One operation as it was seen from outside: when it was called, when it had returned, and what it
/// gave.</summary>
internal sealed record Observed<TOperation>(TOperation Operation, string Result, long Called, long Returned);

/// <summary>
/// Whether what several threads saw can be explained by one order in which everything happened at one moment each,
/// after J. M. Wing and C. Gong, <em>Testing and Verifying Concurrent Objects</em>, 1993.
/// </summary>
internal static class Linearization
{
    /// <summary>Whether there is an order that respects who returned before whom was called, and that the model
    /// allows.</summary>
    /// <param name="observed">What was seen; at most 64 operations.</param>
    /// <param name="start">The model before anything happened; equal ones are told apart by nothing.</param>
    /// <param name="apply">What an operation makes of the model, and what it gives.</param>
    public static bool Exists<TModel, TOperation>(
        IReadOnlyList<Observed<TOperation>> observed,
        TModel start,
        Func<TModel, TOperation, (TModel Model, string Result)> apply)
        where TModel : notnull
    {
        var all = observed.Count == 64 ? ulong.MaxValue : (1UL << observed.Count) - 1;
        HashSet<(ulong, TModel)> deadEnds = [];
        return Goes(0, start);

        bool Goes(ulong done, TModel model)
        {
            if (done == all) return true;
            if (!deadEnds.Add((done, model))) return false;
            var firstReturn = Open(done).Min(i => observed[i].Returned);
            foreach (var i in Open(done).Where(i => observed[i].Called < firstReturn))
            {
                var (next, result) = apply(model, observed[i].Operation);
                if (result == observed[i].Result && Goes(done | (1UL << i), next)) return true;
            }

            return false;
        }

        IEnumerable<int> Open(ulong done) => Enumerable.Range(0, observed.Count).Where(i => (done >> i & 1) == 0);
    }
}
