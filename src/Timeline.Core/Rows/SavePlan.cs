using LanguageExt;
using Timeline.Events;

namespace Timeline.Rows;

/// <summary>What a save of events, or of entries of an error log, comes down to: the rules that all stores
/// share.</summary>
/// <typeparam name="TItem">What is saved.</typeparam>
/// <typeparam name="TStored">What is there.</typeparam>
/// <param name="Added">The items to write, in order.</param>
/// <param name="Outcomes">What becomes of each item, in the order given.</param>
internal sealed record SavePlan<TItem, TStored>(
    IReadOnlyList<TItem> Added, IReadOnlyList<SavePlan<TItem, TStored>.Outcome> Outcomes)
    where TItem : class
    where TStored : class
{
    /// <summary>What becomes of an item.</summary>
    /// <param name="There">What was there before; null where it is to be written.</param>
    /// <param name="Index">Its place among the added ones, where it is to be written.</param>
    /// <param name="IsNew">Whether it is written for this item; false where an equal one was given before.</param>
    public readonly record struct Outcome(TStored? There, int Index, bool IsNew);

    /// <summary>Holds items against what is there.</summary>
    /// <param name="items">The items.</param>
    /// <param name="idOf">An item's id.</param>
    /// <param name="there">What is there with these ids; the same more than once does no harm.</param>
    /// <param name="itemOf">The item in it.</param>
    /// <param name="differ">The error for an item that is another one than that with its id.</param>
    /// <returns>The plan, or the error for the first that differs.</returns>
    public static Either<TimelineError, SavePlan<TItem, TStored>> Make(
        IReadOnlyList<TItem> items,
        Func<TItem, EventId> idOf,
        IEnumerable<TStored> there,
        Func<TStored, TItem> itemOf,
        Func<TItem, TItem, TimelineError> differ)
    {
        var known = new Dictionary<EventId, TStored>();
        foreach (var one in there) known[idOf(itemOf(one))] = one;
        var added = new List<TItem>(items.Count);
        var indexes = new Dictionary<EventId, int>(items.Count);
        var outcomes = new Outcome[items.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var item = items[i];
            var id = idOf(item);
            if (known.TryGetValue(id, out var stored))
            {
                if (!item.Equals(itemOf(stored))) return differ(itemOf(stored), item);
                outcomes[i] = new Outcome(stored, 0, false);
                continue;
            }

            var isNew = indexes.TryAdd(id, added.Count);
            var index = indexes[id];
            if (isNew) added.Add(item);
            else if (!item.Equals(added[index])) return differ(added[index], item);
            outcomes[i] = new Outcome(null, index, isNew);
        }

        return new SavePlan<TItem, TStored>(added, outcomes);
    }
}
