using System.Diagnostics;

namespace Timeline.Telemetry;

/// <summary>What takes long enough to be traced.</summary>
internal static class Activities
{
    private static readonly ActivitySource Source = new(TelemetryNames.ActivitySource, Library.Version);

    /// <summary>Begins an activity, if anybody listens. Disposing of it ends it.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Begins an activity about a variable, if anybody listens. Disposing of it ends it.</summary>
    public static Activity? Start(string name, string variable) =>
        Start(name)?.SetTag(TelemetryNames.VariableName, variable);

    /// <summary>Does something within an activity that says so if it fails.</summary>
    public static T Trace<T>(string name, string variable, Func<Activity?, T> work)
    {
        using var activity = Start(name, variable);
        try
        {
            return work(activity);
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    /// <summary>As <see cref="Trace"/>, for what waits.</summary>
    public static async ValueTask<T> TraceAsync<T>(string name, string variable, Func<ValueTask<T>> work)
    {
        using var activity = Start(name, variable);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception thrown) when (activity.Failed(thrown))
        {
            throw;
        }
    }

    /// <summary>Says how many versions it was about.</summary>
    public static void Count(this Activity? activity, int versions) =>
        _ = activity?.SetTag(TelemetryNames.VersionCount, versions);

    /// <summary>Says how many variables it was about.</summary>
    public static void CountVariables(this Activity? activity, int variables) =>
        _ = activity?.SetTag(TelemetryNames.VariableCount, variables);

    /// <summary>Says that it failed, and with what; not in what words, which may hold values.</summary>
    /// <returns>False, so that it can stand in an exception filter and the exception goes on.</returns>
    public static bool Failed(this Activity? activity, Exception thrown)
    {
        _ = activity?.SetStatus(ActivityStatusCode.Error).SetTag(TelemetryNames.ErrorType, thrown.GetType().FullName);
        return false;
    }
}
