using FsCheck;
using FsCheck.Fluent;
using Timeline.Values;

namespace Timeline.Tests.Properties.Generators;

/// <summary>Paths of every form, and the paths that values have.</summary>
internal static class PathGenerators
{
    /// <summary>Paths of up to five steps.</summary>
    public static Gen<ValuePath> Paths { get; } =
        from count in Gen.Choose(0, 5)
        from steps in Gen.OneOf(
            ValueGenerators.Keys.Select(key => new PathSegment(key)),
            Gen.Choose(0, 20).Select(index => new PathSegment(index))).ArrayOf(count)
        select ValuePath.From(steps);

    /// <summary>Any path, shrinking to its parents.</summary>
    public static Arbitrary<ValuePath> Any { get; } =
        Arb.From(Paths, path => path.Parent is { } parent ? [parent] : []);

    /// <summary>Every path of a value with the part it names, the root first.</summary>
    public static IEnumerable<(ValuePath Path, Value Part)> Of(Value value) => Of(ValuePath.Root, value);

    private static IEnumerable<(ValuePath Path, Value Part)> Of(ValuePath path, Value value)
    {
        var inner = value switch
        {
            Value.List list => list.Items.SelectMany((item, index) => Of(path.Append(index), item)),
            Value.Map map => map.Entries.SelectMany(entry => Of(path.Append(entry.Key), entry.Value)),
            _ => [],
        };
        return inner.Prepend((path, value));
    }
}
