using System.Collections.Immutable;
using Timeline.ErrorLogs;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Carries out a script of numbers on a store and on an <see cref="ErrorLog"/>, and compares the two.</summary>
internal sealed class ErrorStoreScript(IHome<IErrorStore> home, IReadOnlyList<int> script)
{
    private static readonly string[] Agents = ["unknown", "claude", "Claude", "häuser 😀"];
    private static readonly string[] Actions = ["save", "merge 'it'", "reading %_\\"];
    private static readonly string[] Words = ["disk FULL", "Straße 100%", "no such file: \"x\"\r\n\tat y", "timeout"];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private ErrorLog _model = ErrorLog.Empty;
    private IErrorStore _store = null!;
    private int _at;
    private int _made;

    public static ErrorEntry Entry(int number) => Right(ErrorEntry.Create(new ErrorDraft
    {
        Id = SampleEvents.IdOf(number),
        Timestamp = Start.AddSeconds(number % 50).AddTicks(number),
        Action = Actions[number % 3],
        Message = $"{Words[number / 2 % 4]} {number}",
        Resolution = number % 5 == 0 ? "tried again" : "",
        Agent = Agents[number / 3 % 4],
    }));

    public async Task Run()
    {
        _store = await home.OpenAsync();
        while (_at < script.Count)
        {
            await Step(Next(10));
            await CompareAll();
        }

        await _store.DisposeAsync();
    }

    private int Next(int below) => _at < script.Count ? script[_at++] % below : 0;

    private Task Step(int operation) => operation switch
    {
        < 3 => Append([Entry(_made++)]),
        3 => Append([.. Enumerable.Range(0, Next(8)).Select(_ => Entry(Next(3) == 0 && _made > 0 ? Next(_made) : _made++))]),
        4 => AppendDifferent(),
        5 or 6 => Read(),
        7 or 8 => Retain(),
        _ => Reopen(),
    };

    private async Task Append(ImmutableArray<ErrorEntry> entries)
    {
        var saved = Right(await _store.AppendAsync(entries));
        Assert.Equal(entries.Length, saved.Length);
        foreach (var (entry, outcome) in entries.Zip(saved))
        {
            Assert.Equal(_model.Find(entry.Id).IsNone, outcome.IsNew);
            _model = Right(_model.Append(entry));
        }
    }

    private async Task AppendDifferent()
    {
        if (_model.Entries.IsEmpty) return;
        var there = _model.Entries[Next(_model.Entries.Count)].Entry;
        var different = Right(ErrorEntry.Create(new ErrorDraft
        {
            Id = there.Id,
            Timestamp = there.Timestamp,
            Action = there.Action,
            Message = there.Message + "!",
        }));
        var first = Entry(1_000_000 + _at);
        var result = await _store.AppendAsync([first, different]);
        Assert.Equal(new TimelineError.ErrorContentDiffers(there, different), Left(result));
    }

    private async Task Read()
    {
        var all = await EventStoreScript.All(_store.ReadAsync(ErrorQuery.All));
        var query = new ErrorQuery
        {
            Agent = Next(3) == 0 ? Agents[Next(4)] : null,
            Action = Next(3) == 0 ? Actions[Next(3)] : null,
            Text = Next(2) == 0 ? new[] { "full", "100%", "STRASSE", "_", "", "again", "READING" }[Next(7)] : null,
            From = Next(3) == 0 ? Start.AddSeconds(Next(50)) : null,
            Until = Next(3) == 0 ? Start.AddSeconds(Next(50)) : null,
            Before = Next(3) == 0 && all.Count > 0 ? all[Next(all.Count)].Number : null,
            Limit = Next(3) == 0 ? Next(6) : null,
        };
        Assert.Equal(
            all.Where(query.Matches).Take(query.Limit ?? int.MaxValue),
            await EventStoreScript.All(_store.ReadAsync(query)));
    }

    private async Task Retain()
    {
        var keep = new ErrorRetention
        {
            Count = Next(2) == 0 ? Next(40) : null,
            Age = Next(2) == 0 ? TimeSpan.FromSeconds(Next(60)) : null,
            Rule = Next(3) == 0 ? entry => entry.Resolution.Length == 0 : null,
            Exempt = Next(3) == 0 ? entry => entry.Agent == Agents[1] : null,
        };
        var now = Start.AddSeconds(55);
        var before = await EventStoreScript.All(_store.ReadAsync(ErrorQuery.All));
        var expected = keep.Dropped([.. Enumerable.Reverse(before)], now);
        Assert.Equal(expected, await _store.RetainAsync(keep, now));
        _model = _model.Retain(keep, now);
    }

    private async Task Reopen()
    {
        await _store.DisposeAsync();
        _store = await home.OpenAsync();
    }

    private async Task CompareAll()
    {
        var read = await EventStoreScript.All(_store.ReadAsync(ErrorQuery.All));
        Assert.Equal(_model.Read(ErrorQuery.All).Select(stored => stored.Entry), read.Select(stored => stored.Entry));
        Assert.Equal(read.OrderByDescending(stored => stored.Number), read);
    }
}
