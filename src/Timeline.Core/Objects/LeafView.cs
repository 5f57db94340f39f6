using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A type that System.Text.Json writes as a whole: a scalar, or what a converter of its own is for.</summary>
internal sealed class LeafView(ObjectTree tree, JsonTypeInfo contract) : TypeView(tree, contract)
{
    // A converter that is not the platform's may write what it likes of a number or a text.
    private readonly bool _isPlain = contract.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly
        && contract.NumberHandling is null
        && (contract.Options.NumberHandling & JsonNumberHandling.WriteAsString) == 0;

    internal override bool Nests => false;

    /// <summary>Whether no converter of the program's own reads it.</summary>
    internal bool IsPlatforms => Contract.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly;

    /// <summary>Whether it is a scalar: one thing, in which no path leads further.</summary>
    internal bool IsScalar => IsPlatforms && ExactTypes.CanTell(Type);

    /// <summary>Whether it can be told without writing them that two are written alike.</summary>
    internal bool IsExact => _isPlain && ExactTypes.CanTell(Type);

    internal override IEnumerable<Type> PartTypes => [];

    internal override bool AreSame(TreeWalk walk, object left, object right) => _isPlain && left is string text
        ? string.Equals(text, right as string, StringComparison.Ordinal)
        : (_isPlain && ExactTypes.Contains(Type) && left.Equals(right))
            || Project(walk, left).Equals(Project(walk, right));

    internal override Value Project(TreeWalk walk, object seen) => seen switch
    {
        Value value => value,
        string text when _isPlain => TextOf(text, typeof(string)),
        char letter when _isPlain && char.IsSurrogate(letter) => TextOf(letter.ToString(), typeof(char)),
        _ => (_isPlain ? ScalarValue.Of(seen) : null) ?? Written(seen),
    };

    /// <summary>An object of the type as a value, if that takes no box; else null.</summary>
    internal Value? TryProject<T>(T seen) => _isPlain ? ScalarValue.Of(seen) : null;

    private static Value TextOf(string text, Type type)
    {
        try
        {
            return Value.Of(text);
        }
        catch (ArgumentException)
        {
            throw new ObjectFault(type, "it holds half of a surrogate pair, which is no character");
        }
    }

    private Value Written(object seen)
    {
        byte[] json;
        try
        {
            json = JsonSerializer.SerializeToUtf8Bytes(seen, Contract);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(seen.GetType(), ObjectTree.ReasonOf(error), error);
        }

        return Json.Parse(json).Match(value => value, error => throw new ObjectFault(seen.GetType(), error.Message));
    }
}
