using Timeline.Collections;

namespace Timeline.Values;

internal sealed partial class OrderedEntries
{
    /// <summary>Replaces one value after the other where nobody looks at the entries between; for one thread.</summary>
    internal sealed class Editor(OrderedEntries from)
    {
        private readonly PersistentMap<string, Slot>.Builder _slots = from._slots.ToBuilder();

        /// <summary>Puts a value in the place of that under a key; false if the key is not there. O(log n).</summary>
        public bool TryReplace(string key, Value value)
        {
            if (!_slots.TryGetValue(key, out var slot)) return false;
            if (!IsSame(slot.Value, value)) _slots.Set(key, slot with { Value = value });
            return true;
        }

        /// <summary>The entries as they are now; the ones it started from if nothing changed.</summary>
        public OrderedEntries ToEntries()
        {
            var slots = _slots.ToMap();
            return ReferenceEquals(slots, from._slots) ? from : new(slots, from._order);
        }
    }
}
