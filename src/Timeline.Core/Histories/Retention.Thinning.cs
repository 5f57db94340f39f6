using System.Collections.Immutable;

namespace Timeline.Histories;

public abstract partial record Retention
{
    /// <summary>Keeps fewer versions the older they are: of each interval of time the newest one.</summary>
    /// <remarks>
    /// Intervals are counted from the first moment of year 1, UTC, so a day begins at midnight UTC whenever one prunes.
    /// Laws: pruning again at the same moment drops nothing; what is kept at a later moment was kept at every earlier
    /// one, so pruning often keeps exactly what pruning once, later, keeps. What is older than the last step is not
    /// kept. O(n) in the versions of the line.
    /// </remarks>
    public sealed record Thinning : Retention
    {
        /// <summary>Thins by steps.</summary>
        /// <param name="steps">
        /// At least one, with rising ages; the interval of each is that of the one before or a multiple of it, as else
        /// a version dropped early could be the one to keep later.
        /// </param>
        /// <exception cref="ArgumentException">The steps are not so.</exception>
        public Thinning(IEnumerable<ThinningStep> steps)
        {
            ArgumentNullException.ThrowIfNull(steps);
            Steps = [.. steps];
            if (Steps.IsEmpty) throw new ArgumentException("There is no step.", nameof(steps));
            var (age, interval) = (TimeSpan.MinValue, TimeSpan.Zero);
            foreach (var step in Steps)
            {
                if (step.UpTo <= age) throw new ArgumentException("The ages do not rise.", nameof(steps));
                if (!IsMultiple(step.Every, interval))
                    throw new ArgumentException("An interval is no multiple of the one before.", nameof(steps));
                (age, interval) = (step.UpTo, step.Every);
            }
        }

        /// <summary>All of the last day, then one for each hour of a week, then one for each day.</summary>
        public static Thinning Default { get; } = new(
        [
            new(TimeSpan.FromDays(1), TimeSpan.Zero),
            new(TimeSpan.FromDays(7), TimeSpan.FromHours(1)),
            new(TimeSpan.MaxValue, TimeSpan.FromDays(1)),
        ]);

        /// <summary>The steps, from the youngest age.</summary>
        public ImmutableArray<ThinningStep> Steps { get; }

        /// <inheritdoc/>
        public bool Equals(Thinning? other) => other is not null && Steps.SequenceEqual(other.Steps);

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var step in Steps) hash.Add(step);
            return hash.ToHashCode();
        }

        /// <remarks>
        /// Which version stands for an interval is asked of the whole line, whatever step its neighbours are in: else a
        /// version could stand for an interval until a newer one of the same interval ages into the step. As intervals
        /// nest, a later step keeps nothing that an earlier one drops, so the steps need not exclude each other.
        /// </remarks>
        internal override bool[] Keeps(IReadOnlyList<VersionMark> oldestFirst, DateTimeOffset now)
        {
            var keeps = new bool[oldestFirst.Count];
            foreach (var (upTo, every) in Steps)
            {
                var taken = new System.Collections.Generic.HashSet<long>();
                for (var place = keeps.Length - 1; place >= 0; place--)
                {
                    var ticks = oldestFirst[place].Stamp.Ticks;
                    var stands = every == TimeSpan.Zero || taken.Add(ticks / every.Ticks);
                    keeps[place] |= stands && now.UtcTicks - ticks <= upTo.Ticks;
                }
            }

            return keeps;
        }

        private static bool IsMultiple(TimeSpan interval, TimeSpan of) =>
            of == TimeSpan.Zero ? interval >= of : interval >= of && interval.Ticks % of.Ticks == 0;
    }
}
