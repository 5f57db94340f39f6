using Timeline.Causality;
using Timeline.Sequences;

namespace Timeline.Tests.Properties.Sequences;

/// <summary>Four replicas of one text that play a case; and, if asked, each beside what it should be.</summary>
internal sealed class Replicas
{
    // Not in the order of the names, so that the order of siblings is seen to be that of the names.
    private static readonly ReplicaId[] Names = [ReplicaId.Of("b"), ReplicaId.Of("a"), ReplicaId.Of("d"), ReplicaId.Of("c")];

    private readonly CrdtText[] _texts = [CrdtText.Empty, CrdtText.Empty, CrdtText.Empty, CrdtText.Empty];
    private readonly NaiveText[]? _naive;
    private int _typed;

    public Replicas(bool beside = false) => _naive = beside ? [new(), new(), new(), new()] : null;

    /// <summary>The texts as they are.</summary>
    public IReadOnlyList<CrdtText> Texts => _texts;

    /// <summary>All texts there ever were, in the order in which they came to be.</summary>
    public List<CrdtText> Past { get; } = [CrdtText.Empty];

    public static Replicas Play(IEnumerable<Edit> edits)
    {
        var replicas = new Replicas();
        foreach (var edit in edits)
            replicas.Do(edit);
        return replicas;
    }

    /// <summary>Does it, and tells whose text is another now.</summary>
    public int Do(Edit edit)
    {
        var who = edit.Replica;
        var text = _texts[who];
        switch (edit.Kind)
        {
            case < 6:
                Type(who, edit.At % (text.Length + 1), edit.Count, backwards: edit.Kind == 5);
                break;
            case < 8 when text.Length > 0:
                var at = edit.At % text.Length;
                Delete(who, at, Math.Min(edit.Count, text.Length - at));
                break;
            case >= 8:
                var from = edit.At % _texts.Length;
                _texts[who] = text.Merge(edit.Kind == 8 ? _texts[from] : _texts[from].Delta(text));
                _naive?[who].Merge(_naive[from]);
                break;
        }
        Past.Add(_texts[who]);
        return who;
    }

    /// <summary>What the text of a replica should be.</summary>
    public string Expected(int who) => $"{_naive![who]}";

    private void Type(int who, int at, int count, bool backwards)
    {
        var builder = _texts[who].ToBuilder();
        for (var i = 0; i < count; i++)
        {
            var (index, value) = (backwards ? at : at + i, (char)('a' + _typed++ % 26));
            Assert.True(builder.Insert(Names[who], index, $"{value}").IsNone);
            _naive?[who].Insert(Names[who].Text, index, value);
        }
        _texts[who] = builder.ToText();
    }

    private void Delete(int who, int at, int count)
    {
        _texts[who] = Right(_texts[who].Delete(at, count));
        for (var i = 0; i < count && _naive is not null; i++)
            _naive[who].Delete(at);
    }
}
