using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;

namespace Timeline.Configuring;

/// <summary>An observer that was read and can be made.</summary>
/// <param name="Order">Its place among all, in the order of the configuration.</param>
/// <param name="Path">Where it stands.</param>
/// <param name="Name">What it is called; null for nothing.</param>
/// <param name="Priority">When it hears.</param>
/// <param name="Replay">Whether it hears what has been.</param>
/// <param name="Build">Makes it.</param>
internal sealed record ObserverPlan(
    int Order, string Path, string? Name, int Priority, bool Replay, Func<IObserver<ChangeEntry>> Build)
{
    /// <summary>Makes the observer, and remembers it.</summary>
    /// <exception cref="ObserverConfigurationException">It cannot be made.</exception>
    [SuppressMessage("Design", "CA1031", Justification = "It goes on, with the place it comes from.")]
    public IObserver<ChangeEntry> Make(Reading reading)
    {
        IObserver<ChangeEntry>? made;
        try
        {
            made = Build();
        }
        catch (ObserverConfigurationException)
        {
            throw;
        }
        catch (Exception failed)
        {
            throw Unmade(failed.Message, failed);
        }

        if (made is null) throw Unmade("its recipe made nothing.", null);
        reading.Made.Add(new(this, made));
        return made;
    }

    private ObserverConfigurationException Unmade(string why, Exception? cause) =>
        new([new(Path, $"it cannot be made: {why}")], cause);
}
