using System.Globalization;
using System.Text;
using LanguageExt;
using Timeline.Benchmarks.Values;
using Timeline.Documents;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Benchmarks.Storage;

/// <summary>A document in a SQLite store, which is wide or has been changed often.</summary>
/// <remarks>In memory where the machine has a folder there: what a flush costs does not grow, and would hide what does.</remarks>
internal sealed class GrowingStore : IDisposable
{
    private const int Members = 20;
    private const string Memory = "/dev/shm";

    private readonly string _folder = MakeFolder();

    private readonly SqliteHistoryStore _store;
    private readonly int _entries;
    private DocumentHistory _history;
    private Value.Map _value = Value.Map.Empty;
    private int _made;

    private GrowingStore(int entries)
    {
        _entries = entries;
        _store = SqliteHistoryStore.Open(Path.Combine(_folder, "timeline.db"));
        _history = Wait(DocumentHistory.OpenAsync(_store, HistoryName.Of("document.json")));
    }

    public DocumentHistory History => _history;

    /// <summary>A folder of its own, in memory if there is one.</summary>
    public static string MakeFolder() => Directory.CreateDirectory(Path.Combine(
        Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"timeline-growth-{Guid.NewGuid():N}")).FullName;

    /// <summary>A document of so many entries, in its first version.</summary>
    public static GrowingStore OfEntries(int entries)
    {
        var store = new GrowingStore(entries);
        store._value = (Value.Map)Right(Json.Parse(JsonData.WideMap(entries)));
        store._history = Right(Wait(store._history.RecordAsync(store._value, StampOf(0)))).History;
        return store;
    }

    /// <summary>A small document in so many versions, each with one member set.</summary>
    public static GrowingStore OfVersions(int versions)
    {
        var store = new GrowingStore(Members);
        store._history = Right(Wait(store._history.RecordAllAsync(store.Revisions(versions).ToAsyncEnumerable()))).History;
        store._history = Right(Wait(store._history.LoadAsync()));
        store._value = (Value.Map)store._history.LoadedValue.IfNone(Value.Map.Empty);
        return store;
    }

    /// <summary>Sets one member and records the value.</summary>
    public object Commit()
    {
        _made++;
        _value = _value.Set(JsonData.WideKey((int)(_made * 104_729L % _entries)), Value.Of(-_made));
        _history = Right(Wait(_history.RecordAsync(_value, StampOf(_made)))).History;
        return _history;
    }

    /// <summary>Reads and makes the document as it was in a version.</summary>
    public object Restore(int number) =>
        Right(Wait(_history.RestoreAsync(Right(Revision.Parse(string.Create(CultureInfo.InvariantCulture, $"{number}"))))));

    public void Dispose()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<FileRevision> Revisions(int versions)
    {
        var members = Enumerable.Range(0, Members).ToArray();
        for (; _made < versions; _made++)
        {
            members[_made % Members] = -_made;
            var text = "{" + string.Join(',', members.Select((it, i) => $"\"{JsonData.WideKey(i)}\":{it}")) + "}";
            yield return new("document.json", Encoding.UTF8.GetBytes(text), StampOf(_made));
        }
    }

    private static Stamp StampOf(int made) => Stamp.FromTicks(made, "somebody", "a change");

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static T Right<T>(Either<TimelineError, T> result) =>
        result.IfLeft(error => throw new InvalidOperationException(error.Message));
}
