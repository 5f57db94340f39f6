using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.Tests.Properties.Navigating;

/// <summary>The laws of routes, over objects of all kinds, and paths that often lead nowhere.</summary>
public sealed class RouteLaws
{
    private const int Cases = 2000;

    private static readonly Arbitrary<int[]> Tapes =
        Gen.ArrayOf(Gen.Choose(0, 10_000), 80).ToArbitrary();

    [Fact]
    public void What_is_set_is_got() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, value, plot) = (gardener.Path(), gardener.Any(1), gardener.Plot());
        var route = new Route(path);
        return path[^1].Kind == PathStepKind.Call
            || route.Set(plot, value) is not null
            || IsSame(route.Get(plot).Value, value);
    }, Cases);

    [Fact]
    public void A_failed_set_leaves_everything_as_it_was() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, value, plot) = (gardener.Path(), gardener.Any(1), gardener.Plot());
        var before = $"{plot}";
        return new Route(path).Set(plot, value) is null || $"{plot}" == before;
    }, Cases);

    [Fact]
    public void Reading_gives_what_was_there_last_only_if_it_is_equal_and_always_if_it_is_the_very_same() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, plot, other) = (gardener.Path(), gardener.Plot(), new Gardener([.. tape.Skip(1)]));
        var route = new Route(path) { ReadsBeforeCode = 1 + (tape[0] % 2) };
        var last = route.Get(plot).Value;
        _ = new Route(other.Path()).Set(plot, other.Any(1));
        var (read, got) = (route.Read(plot, last), route.Get(plot));
        return Tell(read) == Tell(got)
            && (last is null || !ReferenceEquals(read.Value, last) || Equals(got.Value, last))
            && (!IsVerySame(got.Value, last) || ReferenceEquals(read.Value, last));
    }, Cases);

    [Fact]
    public void What_did_not_change_is_read_without_an_allocation() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, plot) = (gardener.Path(), gardener.Plot());
        if (path.Any(it => it.Kind == PathStepKind.Call)) return;
        var route = new Route(path) { ReadsBeforeCode = tape[1] % 2 == 0 ? 1 : 100 };
        var found = route.Get(plot);
        if (found.Error is not null || found.Value is Loose) return;
        for (var i = 0; i < 3; i++) _ = route.Read(plot, found.Value);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = route.Read(plot, found.Value);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    });

    [Fact]
    public void A_route_that_met_other_types_gives_what_a_fresh_one_gives() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var path = gardener.Path();
        var (one, other) = (gardener.Plot(), gardener.Plot());
        object?[] containers = [one, one, other, gardener.Any(2), new Pair(), gardener.Any(2), other, one, other];
        var (route, fused) = (new Route(path), new Route(path) { ReadsBeforeCode = 1 });
        return containers.All(it => new Route(path).Get(it) is var fresh
            && Tell(route.Get(it)) == Tell(fresh) && Tell(fused.Get(it)) == Tell(fresh));
    }, Cases);

    [Fact]
    public void Compiled_and_reflected_legs_give_the_same() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, plot) = (gardener.Path(), gardener.Plot());
        return Tell(new Route(path, ContainerLookup.Compiled).Get(plot)) == Tell(new Route(path, ContainerLookup.Reflected).Get(plot));
    }, Cases);

    [Fact]
    public void Compiled_and_reflected_legs_set_the_same() => Law.Holds(Tapes, tape =>
    {
        var gardener = new Gardener(tape);
        var (path, value) = (gardener.Path(), gardener.Any(1));
        var (one, other) = (new Gardener(tape).Plot(), new Gardener(tape).Plot());
        var error = new Route(path, ContainerLookup.Compiled).Set(one, value)?.Message;
        return error == new Route(path, ContainerLookup.Reflected).Set(other, value)?.Message && $"{one}" == $"{other}";
    }, Cases);

    [Fact]
    public void Numbers_that_go_over_come_back() => Law.Holds(Tapes, tape =>
    {
        object[] numbers = [tape[0], (long)tape[1] << 33, tape[2] / 8.0, tape[3] / 10m, tape[4] / 4f, (byte)(tape[5] % 256), 0.1, 0.1m, 1e300];
        foreach (var number in numbers)
        {
            foreach (var target in numbers.Select(it => it.GetType()))
            {
                if (NumberFitting.Fit(target, number) is not { } there) continue;
                Assert.Equal(target, there.GetType());
                Assert.Equal(number, NumberFitting.Fit(number.GetType(), there));
            }
        }
    });

    private static string Tell(Found found) => found.Error?.Message ?? $"{found.Value?.GetType()} {found.Value}";

    private static bool IsSame(object? got, object? set) => got is null || set is null || got.GetType() == set.GetType()
        ? Equals(got, set)
        : Convert.ToDecimal(got, CultureInfo.InvariantCulture) == Convert.ToDecimal(set, CultureInfo.InvariantCulture);

    private static bool IsVerySame(object? got, object? last) => last is not null && (ReferenceEquals(got, last)
        || (got is int or long or string or bool or Pair or Inner && got.Equals(last)));
}
