namespace Timeline.Persisting;

/// <summary>Waits for what a store does, for those who cannot wait otherwise.</summary>
internal static class Blocking
{
    /// <summary>Whether whoever awaits here goes on here: on the one thread that would be waiting.</summary>
    public static bool IsBound =>
        SynchronizationContext.Current is not null || TaskScheduler.Current != TaskScheduler.Default;

    /// <summary>Waits for some work.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work; it is done on the thread pool where it could not go on here.</param>
    public static T Wait<T>(Func<Task<T>> work) => (IsBound ? Task.Run(work) : work()).GetAwaiter().GetResult();

    /// <summary>Waits for some work.</summary>
    /// <param name="work">The work; it is done on the thread pool where it could not go on here.</param>
    public static void Wait(Func<Task> work) => (IsBound ? Task.Run(work) : work()).GetAwaiter().GetResult();
}
