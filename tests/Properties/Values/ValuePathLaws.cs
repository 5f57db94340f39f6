using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

/// <summary>Paths, their two written forms, and where they lead.</summary>
public sealed class ValuePathLaws
{
    private static readonly Arbitrary<(ValuePath Left, ValuePath Right)> Pairs = (
        from left in PathGenerators.Paths
        from tail in PathGenerators.Paths
        from other in PathGenerators.Paths
        from right in Gen.Elements(left, left.Concat(tail), other, ValuePath.From(left.Segments))
        select (left, right)).ToArbitrary();

    [Fact]
    public void A_path_is_read_back_from_its_pointer() => Law.Holds(PathGenerators.Any, path =>
        Read(path.ToString()) == path);

    [Fact]
    public void A_path_is_read_back_from_its_dotted_form() => Law.Holds(PathGenerators.Any, path =>
        Read(path.ToDotted()) == path && ValuePath.Of(path.ToDotted()) == path, 500);

    [Fact]
    public void A_path_is_read_back_with_every_step_in_brackets() => Law.Holds(PathGenerators.Any, path =>
    {
        var steps = path.Segments.Select(step => step.IsIndex ? step.Text : Json.ToText(Value.Of(step.Text)));
        Assert.Equal(path, Read(path.IsRoot ? "." : string.Concat(steps.Select(step => $"[{step}]"))));
    }, 500);

    [Fact]
    public void Any_text_is_a_path_or_an_error() => Law.Holds(ValueGenerators.Texts.ToArbitrary(), text =>
    {
        ValuePath.Parse(text).Match(path => Assert.Equal(path, Read(path.ToDotted())), error => Assert.NotEmpty(error.Message));
        ValuePath.Parse("/" + text).IfRight(path => Assert.Equal("/" + text, path.ToString()));
    }, 500);

    [Fact]
    public void Paths_are_ordered_as_their_steps_are() => Law.Holds(Pairs, pair =>
    {
        var (left, right) = pair;
        Assert.Equal(left.Segments.SequenceEqual(right.Segments), left.Equals(right));
        Assert.Equal(left.Equals(right), left.CompareTo(right) == 0);
        Assert.Equal(Math.Sign(left.CompareTo(right)), -Math.Sign(right.CompareTo(left)));
        Assert.Equal(left < right, right > left);
        if (left == right) Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(right.Segments.Take(left.Length).SequenceEqual(left.Segments), right.StartsWith(left));
        if (right.StartsWith(left)) Assert.True(left <= right);
    }, 500);

    [Fact]
    public void Every_part_of_a_value_is_found_at_its_path() => Law.Holds(ValueGenerators.Any, value =>
    {
        foreach (var (path, part) in PathGenerators.Of(value))
        {
            Assert.True(path.TryGet(value, out var found));
            Assert.Same(part, found);
            Assert.Same(part, path.Resolve(value).Match(right => right, _ => null!));
            Assert.Equal(part, value.At(path));
            Assert.True(path.Append("no such key").Resolve(value).IsLeft);
        }
    });

    private static ValuePath Read(string text) =>
        Right(ValuePath.Parse(text));
}
