using Timeline.Collections;

namespace Timeline.Values;

internal sealed partial class OrderedEntries
{
    /// <summary>Gathers entries in their order, for one use.</summary>
    internal sealed class Builder
    {
        private readonly PersistentMap<string, Slot>.Builder _slots = PersistentMap<string, Slot>.Empty.ToBuilder();
        private readonly PersistentList<RankedKey>.Builder _order = PersistentList<RankedKey>.Empty.ToBuilder();
        private long _rank;

        /// <summary>Adds a key last; false if it is there already.</summary>
        public bool TryAdd(string key, Value value)
        {
            if (!_slots.TryAdd(key, new Slot(value, _rank))) return false;
            _order.Add(new RankedKey(_rank, key));
            _rank += Gap;
            return true;
        }

        public OrderedEntries ToEntries() => new(_slots.ToMap(), _order.ToList());
    }
}
