using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LanguageExt;
using Timeline.Benchmarks.Values;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Benchmarks.Storage;

/// <summary>A loaded document of very many entries in a store, and a bare database beside it.</summary>
internal sealed class CommitData : IDisposable
{
    private const int Commits = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;
    private readonly BareSqlite _bare;
    private readonly SqliteHistoryStore _store;
    private DocumentHistory _history;
    private Value.Map _value;
    private int _made;

    public CommitData(int entries)
    {
        Entries = entries;
        _bare = new BareSqlite(Path.Combine(_folder, "bare.db"));
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        var name = HistoryName.Of("wide.json");
        var empty = Wait(DocumentHistory.OpenAsync(_store, name));
        _value = (Value.Map)Right(Json.Parse(JsonData.WideMap(Entries)));
        _history = Right(Wait(empty.RecordAsync(_value, StampOf(0)))).History;
    }

    public int Entries { get; }

    /// <summary>What a commit of one value takes beyond the bare database's transaction of one row, in
    /// nanoseconds: the difference of the medians, both in turn.</summary>
    public double Surplus()
    {
        var (ours, theirs) = (new double[Commits], new double[Commits]);
        for (var i = 0; i < Commits; i++)
        {
            theirs[i] = Timed(AppendBare);
            ours[i] = Timed(Commit);
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        return Math.Max(0, ours[Commits / 2] - theirs[Commits / 2]);
    }

    public void Dispose()
    {
        _bare.Dispose();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    public void Commit()
    {
        _made++;
        _value = _value.Set(Key(_made), Value.Of(-_made));
        _history = Right(Wait(_history.RecordAsync(_value, StampOf(_made)))).History;
    }

    public void AppendBare()
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"[{{\"op\":\"replace\",\"path\":\"/{Key(_made)}\",\"value\":{-_made}}}]");
        _bare.Append([RandomNumberGenerator.GetBytes(32)], [Encoding.UTF8.GetBytes(text)]);
    }

    private string Key(int made) => JsonData.WideKey((int)(made * 104_729L % Entries));

    private static Stamp StampOf(int made) => Stamp.FromTicks(made, "somebody", "a change");

    private static double Timed(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static T Right<T>(Either<TimelineError, T> result) =>
        result.IfLeft(error => throw new InvalidOperationException(error.Message));
}
