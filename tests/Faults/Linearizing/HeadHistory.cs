using System.Globalization;
using Timeline.Storage;
using Timeline.Tests.Faults.Program;

namespace Timeline.Tests.Faults.Linearizing;

/// <summary>What clients of heads have said, put together to operations.</summary>
internal sealed class HeadHistory
{
    private readonly List<HeadOperation> _operations = [];

    /// <summary>The operations; one that moves several heads at once is one for each.</summary>
    public IReadOnlyList<HeadOperation> Operations => _operations;

    /// <summary>How many calls were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>How many swaps have no answer.</summary>
    public int Unknown { get; private set; }

    /// <summary>How many calls the store refused for trouble of its environment, by kind.</summary>
    public SortedDictionary<string, int> Troubles { get; } = new(StringComparer.Ordinal);

    /// <summary>The heads whose setting was acknowledged, with their histories.</summary>
    public HashSet<(string History, string Head)> Acknowledged { get; } = [];

    /// <summary>Adds all that some clients, who have ended, have said.</summary>
    public void Add(IEnumerable<string> lines)
    {
        var asked = new Dictionary<string, string[]>();
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            if (words[0] == "ask")
            {
                asked.Add(words[1], words);
                continue;
            }

            if (!asked.Remove(words[1], out var ask)) throw new FormatException(line);
            Answered++;
            Add(ask, Number(words[2]), words[3], words[4..]);
        }

        foreach (var ask in asked.Values) Add(ask, HeadOperation.Never, "unknown", []);
    }

    /// <summary>Reads the heads as they are in the end, which must be the last ones of the history; that all versions are
    /// there that were acknowledged to be heads; and that the store is whole.</summary>
    public async Task CloseAsync(IHistoryStore store)
    {
        var lines = new List<string>();
        foreach (var history in HeadClient.Histories)
        {
            await new HeadClient(store, $"end {history}".Replace(' ', '+'), 0, lines.Add).ReadAsync(history);
            var there = (await store.ReadRangeAsync(history, 0, int.MaxValue, VersionDetail.Headers))
                .Select(version => version.Id.ToString()).ToHashSet();
            var lost = Acknowledged.Where(head => head.History == Named(history)).Count(head => !there.Contains(head.Head));
            Assert.True(lost == 0, $"{lost} acknowledged versions are not there");
        }

        Add(lines);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    /// <summary>What was counted, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Answered} calls answered, {Unknown} not, troubles {(Troubles.Count == 0 ? "0" : string.Join(" ", Troubles.Select(t => $"{t.Key} {t.Value}")))}");

    private void Add(string[] ask, long returned, string answer, string[] words)
    {
        var (client, invoked, history, call) = (ask[1], Number(ask[2]), ask[3], ask[4]);
        if (answer == "nothing" || (call == "read" && answer == "unknown"))
        {
            if (returned == HeadOperation.Never) return;
            Troubles[words[0]] = Troubles.GetValueOrDefault(words[0]) + 1;
            return;
        }

        if (call == "read")
        {
            foreach (var pair in words.Chunk(2))
                Add(pair[0], new HeadCall.Read(), new HeadAnswer.Saw(Head(pair[1])), returned);
            return;
        }

        if (answer == "unknown")
        {
            Unknown++;
            returned = HeadOperation.Never;
        }

        foreach (var move in ask[5..].Chunk(3))
        {
            var swap = new HeadCall.Swap(Head(move[1]), Head(move[2]));
            switch (answer)
            {
                case "done":
                    if (swap.Head is not null) _ = Acknowledged.Add((history, swap.Head));
                    Add(move[0], swap, new HeadAnswer.Done(), returned);
                    break;
                case "unknown":
                    Add(move[0], swap, new HeadAnswer.Unknown(), returned);
                    break;
                case "saw" when words[0] == move[0]:
                    Add(move[0], swap, new HeadAnswer.Saw(Head(words[1])), returned);
                    break;
                default:
                    // Of the other branches a refusal says nothing.
                    break;
            }
        }

        void Add(string branch, HeadCall what, HeadAnswer got, long at) =>
            _operations.Add(new HeadOperation(client, $"{history} {branch}", invoked, at, what, got));
    }

    private static string Named(HistoryName history) => history.Text.Replace(' ', '+');

    private static string? Head(string text) => text == HeadClient.None ? null : text;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
