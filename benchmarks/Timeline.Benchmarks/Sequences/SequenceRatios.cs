using Timeline.Benchmarks.Ratios;
using Timeline.Sequences;

namespace Timeline.Benchmarks.Sequences;

/// <summary>What a text of replicas costs: on a real editing trace, and where two replicas differ in a few edits.</summary>
internal static class SequenceRatios
{
    public static IEnumerable<Contest> All()
    {
        if (EditingTrace.Read() is { } trace)
        {
            var text = trace.Replay(SequenceData.Ann);
            var bytes = text.ToBytes();
            yield return Contest.OfTime("the trace, replayed", TimeSpan.FromMilliseconds(300), () => trace.Replay(SequenceData.Ann));
            yield return Contest.OfTime("the trace, read from bytes", TimeSpan.FromMilliseconds(15), () => CrdtText.FromBytes(bytes));
            yield return Contest.OfTime("the trace, written to bytes", TimeSpan.FromMilliseconds(100), text.ToBytes);
            yield return new Contest("the trace, encoded", "130,000 B", 1, () => 130_000, () => bytes.Length, "B");
            yield return Contest.OfMemory("the trace, in memory", 60_000_000, () => trace.Replay(SequenceData.Ann), 1);
            foreach (var contest in Merging("the trace", text))
                yield return contest;
        }
        else
        {
            Console.Error.WriteLine($"sequences: the trace is left out: its path is not in {EditingTrace.Variable}");
        }

        foreach (var contest in Merging("100,000 letters in 10,000 runs", SequenceData.Made()))
            yield return contest;
    }

    private static IEnumerable<Contest> Merging(string name, CrdtText text)
    {
        var (ours, theirs) = (SequenceData.Edited(text, SequenceData.Ann), SequenceData.Edited(text, SequenceData.Bob));
        yield return Contest.OfTime($"{name}, five edits of each merged", TimeSpan.FromMicroseconds(100), () => ours.Merge(theirs));
        yield return Contest.OfTime($"{name}, delta of five edits", TimeSpan.FromMicroseconds(50), () => ours.Delta(text));
        yield return Contest.OfTime($"{name}, one letter typed", TimeSpan.FromMicroseconds(10), () => text.Insert(SequenceData.Ann, text.Length / 2, "x"));
    }
}
