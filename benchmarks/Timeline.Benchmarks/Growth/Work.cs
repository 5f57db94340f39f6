namespace Timeline.Benchmarks.Growth;

/// <summary>What is run to be measured.</summary>
/// <param name="Run">Runs it once, and returns something, so that it is not optimised away.</param>
/// <param name="Held">What is closed when all is measured.</param>
internal sealed record Work(Func<object?> Run, IDisposable? Held = null) : IDisposable
{
    public void Dispose() => Held?.Dispose();
}
