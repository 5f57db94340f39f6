using FsCheck;
using FsCheck.Fluent;
using Timeline.Tests.Properties.Generators;
using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Properties.Tracking;

public sealed class TrackerPathLaws
{
    private static readonly Gen<string> Names = Gen.OneOf(
        ValueGenerators.Keys,
        Gen.Elements("", "a.b", "a b", "0", "7", "01", "-1", "items", "a?b", "x()", "(_)", "[0]", "\"", "é", "2147483648", "$_"));

    private static readonly Gen<PathStep> Steps = Gen.OneOf(
        Names.Select(PathStep.Member),
        Gen.Choose(0, 30).Select(PathStep.At),
        Names.Select(PathStep.Call));

    private static readonly Arbitrary<PathStep[]> Paths = Arb.From(
        from count in Gen.Choose(0, 5)
        from steps in Steps.ArrayOf(count)
        from last in Gen.OneOf(Gen.Constant(Array.Empty<PathStep>()), Names.Select(name => new[] { PathStep.CallWith(name) }))
        select (PathStep[])[.. steps, .. last],
        steps => steps.Select((_, at) => (PathStep[])[.. steps[..at], .. steps[(at + 1)..]]));

    [Fact]
    public void A_path_is_read_back_from_its_text() => Law.Holds(Paths, steps =>
    {
        var path = Right(TrackerPath.Parse(InBrackets(steps)));
        Assert.Equal(steps, path.Steps.ToArray());
        Assert.Equal(path, Right(TrackerPath.Parse($"{path}")));
        Assert.Equal(path.GetHashCode(), Right(TrackerPath.Parse($"{path}")).GetHashCode());
        Assert.Equal($"{path}", $"{Right(TrackerPath.Parse($"{path}"))}");
    }, 1000);

    [Fact]
    public void Paths_are_equal_if_their_steps_are() => Law.Holds(Paths, steps =>
    {
        var path = Right(TrackerPath.Parse(InBrackets(steps)));
        for (var at = 0; at < steps.Length; at++)
            Assert.NotEqual(path, Right(TrackerPath.Parse(InBrackets([.. steps[..at], .. steps[(at + 1)..]]))));
    });

    [Fact]
    public void Any_text_is_a_path_or_an_error_that_names_a_place() => Law.Holds(
        Gen.OneOf(ValueGenerators.Texts, Gen.Elements([.. ".[]()_?\"a0"]).ArrayOf().Select(it => new string(it))).ToArbitrary(),
        text => TrackerPath.Parse(text).Match(
            path => Assert.Equal(path, Right(TrackerPath.Parse($"{path}"))),
            error => Assert.Contains("(at character ", error.Message, StringComparison.Ordinal)),
        1000);

    [Fact]
    public void A_path_with_properties_behind_it_is_the_path_and_the_properties() => Law.Holds(
        (from steps in Paths.Generator from value in ValueGenerators.Keys select (steps, value)).ToArbitrary(),
        both =>
        {
            var path = Right(TrackerPath.Parse(InBrackets(both.steps)));
            var state = Right(TrackerState.Empty.Create(new() { Root = Seen.Of(Value.OfNull()) }, ValueReader.Instance)).State;
            var spec = new VariableSpec { ParentId = 1, Path = $"{path}?access=action&x={Uri.EscapeDataString(both.value)}" };
            var variable = Right(state.Create(spec, ValueReader.Instance)).Variable;
            Assert.Equal(path, variable.Path);
            Assert.Equal(both.value, variable.Properties.Find("x").Match(x => x.Value, () => ""));
        });

    private static string InBrackets(PathStep[] steps) => string.Concat(steps.Select(step => step.Kind switch
    {
        PathStepKind.Index => $"[{step.Index}]",
        PathStepKind.Call => $"[{Json.ToText(Value.Of(step.Name))}]()",
        PathStepKind.CallWith => $"[{Json.ToText(Value.Of(step.Name))}](_)",
        _ => $"[{Json.ToText(Value.Of(step.Name))}]",
    }));
}
