namespace Timeline.Values;

public abstract partial class Value
{
    public sealed partial class Map
    {
        /// <summary>How a later map differs from this one, one level deep.</summary>
        /// <param name="after">The later map.</param>
        /// <param name="exactly">
        /// Whether values that are equal but written differently (see <see cref="ExactlyEquals"/>) count as changed.
        /// </param>
        /// <returns>
        /// The changed entries, and which keys may have moved. O(changes · log n) for large maps that share structure,
        /// else O(size); no part that both maps share is looked at.
        /// </returns>
        public MapDifference Diff(Map after, bool exactly = false)
        {
            ArgumentNullException.ThrowIfNull(after);
            if (ReferenceEquals(this, after)) return new MapDifference([], []);
            if (_values is null && after._values is null) return Large.Diff(after.Large, exactly);

            var changes = new List<EntryChange>();
            foreach (var (key, before) in this)
            {
                var isThere = after.TryGetValue(key, out var its);
                var isSame = exactly ? before.ExactlyEquals(its) : before.Equals(its);
                if (!isThere || !isSame) changes.Add(new(key, before, its));
            }

            foreach (var (key, its) in after)
            {
                if (!ContainsKey(key)) changes.Add(new(key, null, its));
            }

            return new MapDifference(changes, Moved(after));
        }

        /// <summary>The common keys from the first to the last that stands elsewhere.</summary>
        private List<string> Moved(Map after)
        {
            if (_values is not null && after._values is not null && SmallShape.SameAs(after.SmallShape)) return [];

            var ours = Keys.Where(after.ContainsKey).ToList();
            var theirs = after.Keys.Where(ContainsKey).ToList();
            return OrderedEntries.Between(ours, theirs);
        }
    }
}
