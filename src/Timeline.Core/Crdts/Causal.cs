using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>What all types that hold dots do alike.</summary>
internal static class Causal
{
    internal static TSelf Merge<TSelf>(TSelf ours, TSelf theirs)
        where TSelf : class, ICausal<TSelf>
    {
        ArgumentNullException.ThrowIfNull(theirs);
        if (ReferenceEquals(ours, theirs))
            return ours;
        var joined = TSelf.JoinDots(ours, ours.Context, theirs, theirs.Context);
        return joined.With(ours.Context.Join(theirs.Context));
    }

    internal static TSelf Delta<TSelf>(TSelf state, TSelf since)
        where TSelf : class, ICausal<TSelf>
    {
        ArgumentNullException.ThrowIfNull(since);
        if (ReferenceEquals(state, since))
            return TSelf.Empty;
        var known = new List<Dot>();
        var added = state.DotsSince(since, since.Context, state.Context, known);
        var context = state.Context.Except(since.Context).Join(CausalContext.From(known));
        return context.IsEmpty ? TSelf.Empty : added.With(context);
    }

    internal static TSelf Knowing<TSelf>(TSelf read, CausalContext context)
        where TSelf : class, ICausal<TSelf>
    {
        var held = new HashSet<Dot>();
        foreach (var dot in read.HeldDots)
        {
            if (!context.Contains(dot))
                throw Fault(dot, "is held, and the context does not know it");
            if (TSelf.Nests && !held.Add(dot))
                throw Fault(dot, "is held under two keys, and may be once");
        }
        return read.With(context);
    }

    private static CrdtFault Fault(Dot dot, string what) => new($"the step {TimelineError.Quoted($"{dot}")} {what}");
}
