using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.Tests.Unit.Navigating;

/// <summary>Routes of paths as they are written, through both kinds of legs.</summary>
internal static class Way
{
    public static PathStep[] Steps(string text) => [.. Right(TrackerPath.Parse(text)).Steps];

    public static object? Get(object? container, string path)
    {
        var (found, reflected) = (Read(container, path, ContainerLookup.Compiled), Read(container, path, ContainerLookup.Reflected));
        Assert.Null(found.Error?.Message);
        Assert.Null(reflected.Error?.Message);
        Assert.Equal(found.Value, reflected.Value);
        return found.Value;
    }

    public static TimelineError.Tracking Fail(object? container, string path)
    {
        var (found, reflected) = (Read(container, path, ContainerLookup.Compiled), Read(container, path, ContainerLookup.Reflected));
        Assert.NotNull(found.Error);
        Assert.Equal(found.Error.Message, reflected.Error?.Message);
        Assert.Equal(found.Error.Fault, reflected.Error?.Fault);
        return found.Error;
    }

    public static void Set(object? container, string path, object? value) =>
        Assert.Null(new Route(Steps(path)).Set(container, value)?.Message);

    public static TimelineError.Tracking FailToSet(object? container, string path, object? value)
    {
        var error = new Route(Steps(path)).Set(container, value);
        Assert.NotNull(error);
        return error;
    }

    private static Found Read(object? container, string path, ContainerLookup containers) =>
        new Route(Steps(path), containers).Get(container);
}
