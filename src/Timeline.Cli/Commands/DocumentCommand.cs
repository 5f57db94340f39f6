using System.CommandLine;

namespace Timeline.Cli.Commands;

/// <summary>A command that runs in a session.</summary>
internal abstract class DocumentCommand : Command
{
    /// <summary>A command.</summary>
    /// <param name="common">What every command understands.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">One sentence.</param>
    protected DocumentCommand(CommonOptions common, string name, string description)
        : base(name, description)
    {
        SetAction(async (parse, cancellation) =>
        {
            var session = new Session(common, parse, cancellation);
            await using (session.ConfigureAwait(false))
                return await RunAsync(session).ConfigureAwait(false);
        });
    }

    /// <summary>Says what the common options mean to this command, where no other is there.</summary>
    /// <param name="common">What every command understands.</param>
    public virtual void Suit(CommonOptions common)
    {
        // They mean what they say.
    }

    /// <summary>Does what the command is for.</summary>
    /// <param name="session">The run.</param>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(Session session);
}
