using System.Security.Cryptography;
using System.Text;
using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Values;

namespace Timeline.Tests.Unit.Persisting;

public sealed class SealingTests : IAsyncDisposable
{
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(32);

    private readonly MemoryHistoryStore _store = new();

    private static KeyRing Ring(string current = "k1", params (string Id, byte[] Key)[] keys) =>
        new(current, id => Array.Find(keys, key => key.Id == id).Key);

    private static KeyRing Both => Ring("k1", ("k1", First), ("k2", Second));

    private JournalOptions With(Sealing? sealing) => new() { Store = _store, Sealing = sealing };

    private Task<Kept<string>> Open(Sealing? sealing, string name = "kept") =>
        Kept<string>.Open(_store, "initially secret", With(sealing), name: name);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_is_sealed_comes_back(bool compress, bool encrypt)
    {
        var sealing = new Sealing { Compress = compress, Keys = encrypt ? Both : null };
        var kept = await Open(sealing);
        for (var i = 0; i < 40; i++) await kept.SetAsync(new string('x', 300) + i);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Open(sealing)).Branches));
        Assert.Empty((await _store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Nothing_of_the_value_or_the_key_is_in_the_store()
    {
        var kept = await Open(new Sealing { Keys = Both });
        await kept.SetAsync("also a secret", "in plain words");
        var text = await Everything();
        Assert.Contains("in plain words", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(First)[..12], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_change_of_a_large_value_is_sealed_as_a_patch()
    {
        var state = new Board([.. Enumerable.Range(0, 500).Select(i => $"{i * 7919L}")]);
        var options = new JournalOptions { Store = _store, Sealing = new Sealing { Keys = Both } };
        var kept = await Kept<Board>.Open(_store, state, options);
        for (var i = 0; i < 40; i++)
        {
            state = new Board([.. state.Cells.Skip(1), $"new {i}"]);
            await kept.SetAsync(state);
        }

        var sizes = (await _store.ReadRangeAsync(HistoryName.Of("kept"), 0, 99, VersionDetail.Full))
            .Select(version => version.Payload!.Patch.Length).ToList();
        Assert.InRange(sizes.Count(size => size > sizes[0] / 2), 2, 3);
        Assert.Equal(40, (await Kept<Board>.Open(_store, state, options)).Branches.Head.Head!.Index);
    }

    [Fact]
    public async Task Keys_rotate_and_old_versions_still_open()
    {
        var keys = Both;
        var kept = await Open(new Sealing { Keys = keys });
        await kept.SetAsync("by the first");
        keys.Rotate("k2");
        await kept.SetAsync("by the second");
        Assert.Equal("k2", keys.Current);
        var text = await Everything();
        Assert.Contains("\"k1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"k2\"", text, StringComparison.Ordinal);
        Assert.Equal("by the second", (await Open(new Sealing { Keys = Both })).Value);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_an_error_that_names_variable_version_and_key()
    {
        await (await Open(new Sealing { Keys = Both })).SetAsync("x");
        foreach (var sealing in new[] { null, new Sealing { Keys = Ring("k2", ("k2", Second)) } })
        {
            var error = await Assert.ThrowsAsync<TimelineException>(() => Open(sealing));
            Assert.Contains("version 0 of 'kept' is sealed with the key 'k1', which is not there", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_an_error_that_says_so_and_nothing_is_overwritten()
    {
        await (await Open(new Sealing { Keys = Both })).SetAsync("x");
        var before = await Everything();
        var error = await Assert.ThrowsAsync<TimelineException>(() => Open(new Sealing { Keys = Ring("k1", ("k1", Second)) }));
        Assert.Contains("the key that was found by that name is another one", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Second), error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task A_key_of_another_length_is_refused()
    {
        var error = await Assert.ThrowsAsync<TimelineException>(
            () => Open(new Sealing { Keys = Ring("k1", ("k1", [1, 2, 3])) }));
        Assert.Contains("has 3 bytes; AES-256 takes 32", error.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.HistoriesAsync());
        Assert.Contains("k9", Assert.Throws<TimelineException>(() => Both.Rotate("k9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_altered_byte_is_noticed()
    {
        using var sealer = new Sealer(new Sealing { Keys = Both });
        var place = new SealedPlace(HistoryName.Of("kept"), [], Stamp.FromTicks(1, "ada"));
        var envelope = Envelope.Read(sealer.Seal(place, Envelope.Whole, "[1,2,3]"u8.ToArray()))!;
        Assert.Equal("[1,2,3]"u8.ToArray(), sealer.Open(place, "it", envelope));
        for (var i = 0; i < envelope.Content.Length; i++)
        {
            var altered = (byte[])envelope.Content.Clone();
            altered[i] ^= 0x40;
            AssertRefused(place, envelope with { Content = altered });
        }

        AssertRefused(place, envelope with { Member = Envelope.Patch });
        AssertRefused(place with { Stamp = Stamp.FromTicks(1, "bob") }, envelope);
        AssertRefused(place with { Parents = [default] }, envelope);
        AssertRefused(place with { History = HistoryName.Of("other") }, envelope);

        void AssertRefused(SealedPlace at, Envelope other) => Assert.Contains(
            "it was altered", Assert.Throws<TimelineException>(() => sealer.Open(at, "it", other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_value_is_never_sealed_to_the_same_bytes()
    {
        using var sealer = new Sealer(new Sealing { Keys = Both });
        var place = new SealedPlace(HistoryName.Of("kept"), [], Stamp.FromTicks(1));
        var contents = Enumerable.Range(0, 100)
            .Select(_ => Convert.ToHexString(Envelope.Read(sealer.Seal(place, Envelope.Whole, "1"u8.ToArray()))!.Content));
        Assert.Equal(100, contents.Distinct().Count());
    }

    [Fact]
    public async Task A_sealed_value_opens_in_no_other_place()
    {
        var sealing = new Sealing { Keys = Both };
        var other = await Open(sealing, "other");
        await other.SetAsync("of the other");
        var moved = await _store.ReadRangeAsync(HistoryName.Of("other"), 0, 9, VersionDetail.Full);
        var versions = moved.Select(version => NewVersion.From(
            [.. version.Parents.Select(parent => parent.Id)], version.Stamp, version.Payload!)).ToList();
        _ = Right(await _store.AppendAsync(
            HistoryName.Of("kept"),
            new AppendBatch([.. versions], [BranchMove.Create(BranchName.Main, versions[^1].Id)])));
        var error = await Assert.ThrowsAsync<TimelineException>(() => Open(sealing));
        Assert.Contains("moved from another place", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_encrypted_is_refused_where_there_are_keys_unless_it_is_to_be_taken()
    {
        await (await Open(null)).SetAsync("begun without");
        var error = await Assert.ThrowsAsync<TimelineException>(() => Open(new Sealing { Keys = Both }));
        Assert.Contains("AcceptUnencrypted", error.Message, StringComparison.Ordinal);
        var taking = new Sealing { Keys = Both, AcceptUnencrypted = true };
        var kept = await Open(taking);
        await kept.SetAsync("gone on with");
        Assert.DoesNotContain("gone on with", await Everything(), StringComparison.Ordinal);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Open(taking)).Branches));
    }

    [Fact]
    public async Task A_sealed_history_can_be_gone_on_with_unsealed_by_who_has_the_keys()
    {
        await (await Open(new Sealing { Compress = true })).SetAsync(new string('x', 500));
        var kept = await Open(null);
        await kept.SetAsync("plain");
        await kept.SetAsync("plainer");
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Open(null)).Branches));
    }

    [Fact]
    public async Task What_inflates_beyond_the_cap_is_refused_both_ways()
    {
        var tight = new Sealing { MaximumBytes = 1000 };
        var kept = await Open(tight);
        var error = await Assert.ThrowsAsync<TimelineException>(() => kept.SetAsync(new string('x', 2000)));
        Assert.Contains("at most 1000 bytes", error.Message, StringComparison.Ordinal);
        await (await Open(new Sealing())).SetAsync(new string('x', 2000));
        Assert.Contains("at most 1000 bytes", (await Assert.ThrowsAsync<TimelineException>(() => Open(tight))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_looks_sealed_is_only_a_value()
    {
        var trap = Right(Json.Parse("""{"timeline":"sealed","codecs":["rot13"],"value":"x"}"""));
        var kept = await Kept<Value>.Open(_store, trap);
        await kept.SetAsync(Right(Json.Parse("""{"timeline":"sealed"}""")));
        await kept.SetAsync(Right(Json.Parse("[1]")));
        var again = await Kept<Value>.Open(_store, trap);
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
    }

    [Fact]
    public async Task Pruning_keeps_what_kept_versions_are_sealed_as_patches_of()
    {
        var state = new Board([.. Enumerable.Range(0, 200).Select(i => $"{i * 7919L}")]);
        var options = new JournalOptions { Store = _store, Sealing = new Sealing { Keys = Both } };
        var kept = await Kept<Board>.Open(_store, state, options);
        for (var i = 0; i < 40; i++) await kept.SetAsync(state = new Board([.. state.Cells.Skip(1), $"new {i}"]));
        var dropped = await kept.Journal.PruneAsync(new Retention.Latest(3), DateTimeOffset.UnixEpoch);
        Assert.InRange(dropped, 5, 37);
        await kept.SetAsync(new Board(["end"]));
        var again = await Kept<Board>.Open(_store, state, options);
        Assert.Equal(Graph.Of(kept.Branches, Show), Graph.Of(again.Branches, Show));
        Assert.Empty((await _store.VerifyAsync()).Findings);

        static string Show(Board board) => string.Join(' ', board.Cells);
    }

    private async Task<string> Everything()
    {
        var text = new StringBuilder();
        foreach (var history in await _store.HistoriesAsync())
        {
            foreach (var version in await _store.ReadRangeAsync(history.Name, 0, 1000, VersionDetail.Full))
                _ = text.Append(version.Stamp).Append(Encoding.UTF8.GetString(version.Payload!.Patch.Span)).Append('\n');
        }

        return text.ToString();
    }

    private sealed record Board(string[] Cells);
}
