using Timeline.Watching;

namespace Timeline.Tests.Properties.Watching;

/// <summary>What one can do to a watched integer.</summary>
internal abstract record VariableOperation
{
    private VariableOperation()
    {
    }

    public static VariableOperation Of(int number) => (Math.Abs((long)number) % 10) switch
    {
        0 or 1 => new Set(number),
        2 or 3 => new Add(number % 7),
        4 => new Rollback((int)(Math.Abs((long)number) / 10 % 4)),
        5 => new Undo(),
        6 => new Redo(),
        7 => number % 3 == 0 ? new Freeze() : new Thaw(),
        8 => new Thaw(),
        _ => new Read(),
    };

    /// <summary>Does it, and says what came of it in the words of the model.</summary>
    public string Do(Watched<int> watched)
    {
        try
        {
            return Perform(watched);
        }
        catch (VariableFrozenException)
        {
            return "is frozen";
        }
        catch (ArgumentOutOfRangeException)
        {
            return "out of range";
        }
        catch (TimelineException)
        {
            return "nothing";
        }
    }

    private string Perform(Watched<int> watched)
    {
        switch (this)
        {
            case Read:
                var version = watched.LastChange;
                return $"{version.Index}: {version.Value}";
            case Freeze:
                _ = watched.Freeze();
                return "frozen";
            case Thaw:
                _ = watched.Thaw();
                return "thawed";
            case Set set:
                _ = watched.Set(set.Value);
                break;
            case Add add:
                _ = watched.Update(value => value + add.Number);
                break;
            case Rollback back:
                _ = watched.Rollback(back.Index);
                break;
            case Undo:
                _ = watched.Undo();
                break;
            default:
                _ = watched.Redo();
                break;
        }

        return "done";
    }

    internal sealed record Read : VariableOperation;

    internal sealed record Freeze : VariableOperation;

    internal sealed record Thaw : VariableOperation;

    internal sealed record Set(int Value) : VariableOperation;

    internal sealed record Add(int Number) : VariableOperation;

    internal sealed record Rollback(int Index) : VariableOperation;

    internal sealed record Undo : VariableOperation;

    internal sealed record Redo : VariableOperation;
}
