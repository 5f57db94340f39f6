using Timeline.ChangeLogs;

namespace Timeline.Configuring;

/// <summary>An observer that another one is made around, before either is made.</summary>
public sealed class NestedObserver
{
    private readonly Func<IObserver<ChangeEntry>> _build;
    private IObserver<ChangeEntry>? _built;

    internal NestedObserver(Func<IObserver<ChangeEntry>> build) => _build = build;

    /// <summary>Makes it, when called for the first time: for what a recipe returns, not for the recipe
    /// itself.</summary>
    /// <returns>The observer, which the whole disposes of.</returns>
    public IObserver<ChangeEntry> Build() => _built ??= _build();
}
