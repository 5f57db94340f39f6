using Timeline.Causality;
using Timeline.Sequences;

namespace Timeline.Benchmarks.Sequences;

/// <summary>Texts of replicas, made with fixed seeds.</summary>
internal static class SequenceData
{
    public static readonly ReplicaId Ann = ReplicaId.Of("ann");

    public static readonly ReplicaId Bob = ReplicaId.Of("bob");

    /// <summary>The text after five edits of a replica.</summary>
    public static CrdtText Edited(CrdtText text, ReplicaId who)
    {
        var random = new Random(who.Text[0]);
        for (var i = 0; i < 5; i++)
            text = Or(text.Replace(who, random.Next(text.Length - 10), 3, "hello"));
        return text;
    }

    /// <summary>A text of 100,000 letters, which two replicas wrote in runs of ten.</summary>
    public static CrdtText Made()
    {
        var random = new Random(1);
        var builder = CrdtText.Empty.ToBuilder();
        for (var i = 0; i < 10_000; i++)
            _ = builder.Insert(i % 3 == 0 ? Bob : Ann, random.Next(builder.Length + 1), "ten chars.");
        return builder.ToText();
    }

    private static CrdtText Or(LanguageExt.Either<TimelineError, CrdtText> text) =>
        text.IfLeft(error => throw new InvalidOperationException(error.Message));
}
