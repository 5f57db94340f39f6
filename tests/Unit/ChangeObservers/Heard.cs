using Timeline.ChangeLogs;

namespace Timeline.Tests.Unit.ChangeObservers;

/// <summary>An observer that remembers what it was called with.</summary>
internal sealed class Heard : IObserver<ChangeEntry>
{
    public List<string> All { get; } = [];

    public bool Throws { get; init; }

    public void OnNext(ChangeEntry value)
    {
        if (Throws) throw new InvalidOperationException("no");
        All.Add($"{value.Action} {value.Path}");
    }

    public void OnCompleted() => All.Add("end");

    public void OnError(Exception error) => All.Add(error.Message);
}
