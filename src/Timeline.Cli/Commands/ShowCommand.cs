using System.CommandLine;
using Timeline.Cli.Files;
using Timeline.Cli.Terminals;
using Timeline.Values;

namespace Timeline.Cli.Commands;

/// <summary><c>show FILE[@V] [--path P]</c>.</summary>
internal sealed class ShowCommand : DocumentCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The document, and the version where it is not the head",
        HelpName = "FILE[@V]",
    };

    private readonly Option<string?> _path = Revisions.PathOption("Only the value here");

    /// <summary>The command.</summary>
    /// <param name="common">What every command understands.</param>
    public ShowCommand(CommonOptions common)
        : base(common, "show", "Print a version: without --path the exact bytes that were recorded.")
    {
        Arguments.Add(_file);
        Options.Add(_path);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Session session)
    {
        var reference = DocumentReference.Parse(session.Get(_file)!);
        var path = Revisions.PathOf(session, _path);
        var history = await session.FindAsync(reference.File).ConfigureAwait(false);
        var revision = Revisions.Of(reference.Revision);
        var outcome = await history.RestoreAsync(revision, session.Cancellation).ConfigureAwait(false);
        var restored = outcome.OrRefuse(reference.File);
        var value = (path ?? ValuePath.Root).Resolve(restored.Document.Value).OrRefuse(reference.File);
        if (session.IsJson)
        {
            JsonAnswer.Print(session.Terminal, json =>
            {
                json.WriteString("document", history.Name.Text);
                json.WriteVersion("version", restored.Version);
                json.WriteString("path", (path ?? ValuePath.Root).ToString());
                json.WriteValue("value", value);
            });
        }
        else if (path is null)
        {
            session.Terminal.Document(restored.Document.Bytes.Span);
        }
        else
        {
            var text = Json.ToUtf8(value, restored.Document.Style);
            session.Terminal.Document(text);
            if (text[^1] != '\n') session.Terminal.Line("");
        }

        return ExitCode.Done;
    }
}
