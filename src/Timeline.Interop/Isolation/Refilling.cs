namespace Timeline.Isolation;

/// <summary>A collection that goes by its keys, to be filled when they are whole.</summary>
internal abstract class Refilling
{
    /// <summary>Fills collections, of which some may be parts of the keys of others.</summary>
    /// <remarks>
    /// What was met last lies deepest and is filled first; if that was not so, the keys of some are not found, and all
    /// are filled again. Each round makes at least one more of them whole.
    /// </remarks>
    internal static void All(List<Refilling> all)
    {
        for (var round = 0; round <= all.Count; round++)
        {
            for (var i = all.Count - 1; i >= 0; i--) all[i].Fill();
            if (all.TrueForAll(it => it.IsWhole)) return;
        }

        throw all.First(it => !it.IsWhole).Fault();
    }

    protected abstract bool IsWhole { get; }

    protected abstract void Fill();

    protected abstract IsolationFault Fault();
}
