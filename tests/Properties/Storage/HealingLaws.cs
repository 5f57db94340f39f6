using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Tests.Properties.Storage;

/// <summary>What a damaged history is made of again, over generated histories, copies and damage.</summary>
public sealed class HealingLaws
{
    private const long Key = 3;

    private static readonly HistoryName Name = HistoryName.Of("a");
    private static readonly string[] Names = ["main", "draft", "fix/one"];

    [Fact]
    public void A_history_damaged_in_any_rows_and_a_whole_copy_give_the_history_as_it_was() =>
        Law.Holds(Seeds, seed =>
        {
            var random = new Random(seed);
            var original = Original.Make(random, 1 + random.Next(30));
            var replica = original.ToReplica(0, original.Versions.Count);
            var healing = Healing.Of(Name, original.Damaged(random, most: 8), [replica]);
            Assert.Empty(healing.Unhealed);
            original.Check(healing);
        });

    [Fact]
    public void A_history_that_lost_only_what_an_older_copy_has_is_healed_and_keeps_what_is_newer() =>
        Law.Holds(Seeds, seed =>
        {
            var random = new Random(seed);
            var original = Original.Make(random, 10 + random.Next(30));
            var copied = 1 + random.Next(original.Versions.Count - 1);
            var healing = Healing.Of(
                Name, original.Damaged(random, most: 4, below: copied), [original.ToReplica(0, copied)]);
            Assert.Empty(healing.Unhealed);
            original.Check(healing);
        });

    [Fact]
    public void Two_copies_that_are_damaged_in_other_places_heal_together() =>
        Law.Holds(Seeds, seed =>
        {
            var random = new Random(seed);
            var original = Original.Make(random, 4 + random.Next(20));
            var count = original.Versions.Count;
            var half = original.ToReplica(0, count, version => version.Number % 2 == 0);
            var other = original.ToReplica(1, count, version => version.Number % 2 == 1);
            var healing = Healing.Of(Name, original.Damaged(random, most: 8, keepsRow: true), [half, other]);
            Assert.Empty(healing.Unhealed);
            original.Check(healing);
        });

    [Fact]
    public void What_no_copy_has_is_named_and_nothing_else() =>
        Law.Holds(Seeds, seed =>
        {
            var random = new Random(seed);
            var original = Original.Make(random, 2 + random.Next(20));
            var lost = random.Next(original.Versions.Count);
            var remains = original.ToRemains();
            var versions = remains.Versions.ToDictionary();
            _ = versions.Remove(lost);
            var healing = Healing.Of(
                Name,
                remains with { Versions = versions },
                [original.ToReplica(0, original.Versions.Count, version => version.Number != lost)]);
            Assert.Contains(healing.Unhealed, finding => finding.Number == lost);
            Assert.All(healing.Unhealed, finding => Assert.True(finding.Number is null || finding.Number >= lost));
        });

    [Fact]
    public void What_is_whole_needs_no_copy() =>
        Law.Holds(Seeds, seed =>
        {
            var original = Original.Make(new Random(seed), 1 + (seed % 30));
            var healing = Healing.Of(Name, original.ToRemains(), []);
            Assert.Empty(healing.Unhealed);
            Assert.All(healing.Versions, version => Assert.NotNull(version.Own));
            original.Check(healing);
        });

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    /// <summary>A history as it was written.</summary>
    private sealed record Original(
        IReadOnlyList<StoredVersion> Versions, ImmutableSortedDictionary<string, VersionRef> Heads)
    {
        public static Original Make(Random random, int count)
        {
            var versions = new List<StoredVersion>();
            for (var number = 0; number < count; number++) versions.Add(Version(random, versions));
            var heads = ImmutableSortedDictionary.CreateBuilder<string, VersionRef>(StringComparer.Ordinal);
            foreach (var name in Names.Take(random.Next(4)))
            {
                var whole = versions.Where(version => !version.IsPruned).ToList();
                if (whole.Count > 0) heads[name] = whole[random.Next(whole.Count)].Ref;
            }

            return new Original(versions, heads.ToImmutable());
        }

        public HistoryRow Row()
        {
            var row = new HistoryRow("a", Key, Versions.Count, "main", Heads.Count, 0);
            return row with
            {
                Heads = Heads.Aggregate(0L, (sum, head) => unchecked(sum + row.SealOf(head.Key, head.Value))),
            };
        }

        public Remains ToRemains() => new(
            Key,
            Row(),
            Versions.ToDictionary(version => version.Number, version => new FoundVersion(
                version.Id,
                [.. version.Parents.Select(parent => parent.Number)],
                version.Stamp,
                version.Digests,
                version.ContentHash,
                version.IsPruned,
                true,
                !version.IsPruned)),
            [.. Heads.Select(head => new FoundBranch(head.Key, head.Value.Number, Row().SealOf(head.Key, head.Value)))]);

        /// <summary>Some rows are gone, say something else, or have lost their seal.</summary>
        /// <remarks>
        /// Each in one way: a row that says neither which version it was nor when it was made may have been any, and so
        /// may a branch whose seal is damaged like its head and the row that counts it. Those are never guessed.
        /// </remarks>
        public Remains Damaged(Random random, int most, int? below = null, bool keepsRow = false)
        {
            var remains = ToRemains();
            var versions = remains.Versions.ToDictionary();
            var branches = remains.Branches.ToList();
            var row = keepsRow || below is not null || random.Next(4) > 0 ? remains.Row : null;
            for (var i = random.Next(most); i >= 0; i--)
            {
                var number = (long)random.Next(below ?? Versions.Count);
                if (versions.GetValueOrDefault(number) is not { IsSealed: true } || !versions.Remove(number, out var found)) continue;
                if (random.Next(6) is var kind && kind > 0) versions[number] = Spoilt(found, kind, random);
            }

            if (branches.Count > 0 && random.Next(3) == 0)
            {
                var at = random.Next(branches.Count);
                var branch = branches[at];
                branches.RemoveAt(at);

                // The name of a branch is nowhere but in its row and in a copy.
                var isKept = branch.Head >= (below ?? int.MaxValue) || (row is not null && random.Next(2) == 0);
                if (isKept) branches.Insert(at, branch with { Seal = branch.Seal ^ 1 });
            }

            return remains with { Row = row, Versions = versions, Branches = branches };
        }

        public ReplicaHistory ToReplica(int store, int count, Func<StoredVersion, bool>? has = null)
        {
            var branches = Heads.Where(head => head.Value.Number < count)
                .Select(head => new StoredBranch(BranchName.Of(head.Key), head.Value));
            return new ReplicaHistory(
                store,
                new StoredHistory(Name, count, [.. branches]),
                [.. Versions.Take(count).Where(version => has?.Invoke(version) ?? true)]);
        }

        public void Check(Healing healing)
        {
            Assert.Equal(Versions.Select(version => version.Ref), healing.Versions.Select(version => version.Ref));
            Assert.Equal(
                Versions.SelectMany(version => version.Parents), healing.Versions.SelectMany(version => version.Parents));
            Assert.Equal(
                Heads.Select(head => (head.Key, head.Value)),
                healing.Branches.Select(branch => (branch.Name.Text, branch.Head)));
            Assert.Equal("main", healing.Current);
        }

        private static FoundVersion Spoilt(FoundVersion found, int kind, Random random) => kind switch
        {
            1 => found with { IsSealed = false },
            2 => found with { IsSealed = false, Id = null },
            3 => found with { IsSealed = false, Digests = null },
            4 => found with { IsSealed = false, Stamp = Stamp.FromTicks(found.Stamp.Ticks + 1, "x", "") },
            _ => found with { IsSealed = false, Parents = [.. found.Parents.Select(_ => (long)random.Next(40))] },
        };

        private static StoredVersion Version(Random random, List<StoredVersion> before)
        {
            var parents = ImmutableArray.CreateBuilder<VersionRef>();
            if (before.Count > 0 && random.Next(8) > 0) parents.Add(before[^Math.Min(before.Count, 1 + random.Next(3))].Ref);
            if (parents.Count > 0 && random.Next(5) == 0 && before[random.Next(before.Count)].Ref is var other
                && other != parents[0])
            {
                parents.Add(other);
            }

            var digests = new PayloadDigests(Digest.Of(BitConverter.GetBytes(random.NextInt64())), null);
            var stamp = Stamp.FromTicks(before.Count, "a", "");
            var header = new VersionHeader(
                [.. parents.Select(parent => parent.Id)], stamp, digests.Patch, digests.Source, null);
            return new StoredVersion
            {
                Number = before.Count,
                Id = header.ToId(),
                Parents = parents.ToImmutable(),
                Stamp = stamp,
                Changes = 1,
                ContentHash = null,
                IsPruned = random.Next(6) == 0,
                Payload = null,
                Digests = digests,
            };
        }
    }
}
