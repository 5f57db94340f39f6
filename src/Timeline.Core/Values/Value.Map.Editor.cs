namespace Timeline.Values;

public abstract partial class Value
{
    public sealed partial class Map
    {
        /// <summary>What replaces values of this map one after the other, where that is cheaper than a map for each.
        /// </summary>
        /// <returns>An editor, or null where the map lies flat.</returns>
        internal Editor? ToEditor() => _values is null ? new Editor(this) : null;

        /// <summary>A large map whose values are replaced while nobody looks; for one thread.</summary>
        internal sealed class Editor(Map from)
        {
            private readonly OrderedEntries.Editor _entries = new(from.Large);
            private int _depth = from._depth;

            /// <summary>Puts a value in the place of that under a key.</summary>
            /// <returns>Whether the key is there; if not, nothing was done.</returns>
            public bool TryReplace(string key, Value value)
            {
                if (!_entries.TryReplace(key, value)) return false;
                _depth = Math.Max(_depth, value.Depth + 1);
                return true;
            }

            /// <summary>The map as <see cref="Set"/> for each would have made it.</summary>
            public Map ToMap()
            {
                var entries = _entries.ToEntries();
                return ReferenceEquals(entries, from.Large) ? from : Checked(new Map(entries, _depth));
            }
        }
    }
}
