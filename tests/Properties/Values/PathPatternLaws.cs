using FsCheck;
using FsCheck.Fluent;
using Timeline.Values;

namespace Timeline.Tests.Properties.Values;

public sealed class PathPatternLaws
{
    private static readonly Gen<string> Step = Gen.Elements("a", "b", "0", "*", "**");

    [Fact]
    public void A_pattern_matches_what_trying_all_ways_to_lay_it_finds() =>
        Law.Holds(
            (from pattern in Step.ListOf() from path in Gen.Elements("a", "b", "0").ListOf() select (pattern, path))
                .Resize(6).ToArbitrary(),
            made =>
            {
                var path = ValuePath.From(made.path.Select(step => new PathSegment(step)));
                var pattern = PathPattern.Of(string.Concat(made.pattern.Select(step => "/" + step)));
                return pattern.Matches(path) == Lays([.. made.pattern], [.. made.path]);
            },
            cases: 2000);

    [Fact]
    public void A_pattern_is_read_back_from_its_text() =>
        Law.Holds(
            Step.ListOf().Resize(6).ToArbitrary(),
            steps =>
            {
                var pattern = PathPattern.Of(string.Concat(steps.Select(step => "/" + step)));
                return PathPattern.Of(pattern.ToString()).Equals(pattern);
            });

    private static bool Lays(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] == "**") return Lays(pattern[1..], path) || (!path.IsEmpty && Lays(pattern, path[1..]));
        return !path.IsEmpty && (pattern[0] == "*" || pattern[0] == path[0]) && Lays(pattern[1..], path[1..]);
    }
}
