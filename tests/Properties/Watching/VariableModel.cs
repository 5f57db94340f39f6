using System.Collections.Immutable;
using System.Globalization;

namespace Timeline.Tests.Properties.Watching;

/// <summary>What a watched integer is, without threads: lists of numbers.</summary>
/// <param name="Values">The value of every version.</param>
/// <param name="Done">The values one can go back through, the current one last.</param>
/// <param name="Undone">The values that were taken back, the last one last.</param>
/// <param name="IsFrozen">Whether nothing may change.</param>
internal sealed record VariableModel(
    ImmutableList<int> Values, ImmutableList<int> Done, ImmutableList<int> Undone, bool IsFrozen)
{
    public static VariableModel Start(int value) => new([value], [value], [], false);

    public int Value => Values[^1];

    /// <summary>The next model, and what the operation gives: the value then, or how it fails.</summary>
    public (VariableModel Model, string Result) Apply(VariableOperation operation) => operation switch
    {
        VariableOperation.Read => (this, Face),
        VariableOperation.Freeze => (this with { IsFrozen = true }, "frozen"),
        VariableOperation.Thaw => (this with { IsFrozen = false }, "thawed"),
        _ when IsFrozen => (this, "is frozen"),
        VariableOperation.Set set => Did(set.Value),
        VariableOperation.Add add => Did(Value + add.Number),
        VariableOperation.Rollback back when back.Index >= Values.Count => (this, "out of range"),
        VariableOperation.Rollback back => Did(Values[back.Index]),
        VariableOperation.Undo => Done.Count == 1
            ? (this, "nothing")
            : Moved(Done.RemoveAt(Done.Count - 1), Undone.Add(Done[^1])),
        VariableOperation.Redo => Undone.IsEmpty
            ? (this, "nothing")
            : Moved(Done.Add(Undone[^1]), Undone.RemoveAt(Undone.Count - 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    public bool Equals(VariableModel? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    private string Face => string.Create(CultureInfo.InvariantCulture, $"{Values.Count - 1}: {Value}");

    private string Key =>
        $"{string.Join(',', Values)}|{string.Join(',', Done)}|{string.Join(',', Undone)}|{IsFrozen}";

    private (VariableModel, string) Did(int value) => Said(new(Values.Add(value), Done.Add(value), [], false));

    private (VariableModel, string) Moved(ImmutableList<int> done, ImmutableList<int> undone) =>
        Said(new(Values.Add(done[^1]), done, undone, false));

    private static (VariableModel, string) Said(VariableModel model) => (model, "done");
}
