using LanguageExt;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Simulating;

/// <summary>What a store must hold of one history, by the plainest rules: versions in order, and heads that are compared.</summary>
internal sealed class Model
{
    public List<VersionId> Versions { get; } = [];

    public System.Collections.Generic.HashSet<VersionId> Known { get; } = [];

    public System.Collections.Generic.HashSet<VersionId> Pruned { get; } = [];

    public SortedDictionary<string, VersionId> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>Why a batch must be refused; null where it must be taken.</summary>
    public string? Refusal(AppendBatch batch)
    {
        var there = new System.Collections.Generic.HashSet<VersionId>(Known);
        foreach (var version in batch.Versions)
        {
            if (there.Contains(version.Id)) continue;
            if (version.Parents.Any(parent => !there.Contains(parent))) return "a parent is missing";
            there.Add(version.Id);
        }

        foreach (var move in batch.Moves)
        {
            var actual = Heads.TryGetValue(move.Branch.Text, out var head) ? head : Option<VersionId>.None;
            if (actual != move.Expected) return $"the move of {move.Branch} is stale";
            if (move.Head.Exists(id => !there.Contains(id))) return "a head is missing";
            if (move.Head.Exists(IsPruned)) return "a head is pruned";
        }

        return null;

        bool IsPruned(VersionId id) =>
            Pruned.Contains(id) || batch.Versions.Any(version => version.Id == id && version.Payload is null && !Known.Contains(id));
    }

    public void Apply(AppendBatch batch)
    {
        foreach (var version in batch.Versions)
        {
            if (!Known.Add(version.Id)) continue;
            Versions.Add(version.Id);
            if (version.Payload is null) Pruned.Add(version.Id);
        }

        foreach (var move in batch.Moves)
        {
            Heads.Remove(move.Branch.Text);
            foreach (var head in move.Head) Heads.Add(move.Branch.Text, head);
        }
    }
}
