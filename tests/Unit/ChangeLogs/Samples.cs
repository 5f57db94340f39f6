using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeLogs;

/// <summary>Entries of one log of settings, which holds a list of ports.</summary>
internal static class Samples
{
    public static readonly Guid Settings = new("0b0f6f3e-0000-4000-8000-000000000001");
    public static readonly Guid Ports = new("0b0f6f3e-0000-4000-8000-000000000002");
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static ChangeEntry Init => new()
    {
        Id = new ChangeEntryId(Settings, 1),
        Origin = new ChangeEntryId(Settings, 1),
        Time = Noon,
        Action = ChangeAction.Init,
        After = Content("""{"ports": [80]}"""),
        ContentAfter = Content("""{"ports": [80]}"""),
        Tree = [new ChangeNode(Settings, ContainerKind.Dictionary, ValuePath.Root)],
    };

    /// <summary>A port came to the list within the settings.</summary>
    public static ChangeEntry Added => new()
    {
        Id = new ChangeEntryId(Settings, 2),
        Origin = new ChangeEntryId(Ports, 2),
        Time = Noon.AddMilliseconds(1.5),
        Actor = "ada",
        Action = ChangeAction.Add,
        Method = "Add",
        Path = ValuePath.Of("/ports/1"),
        After = Content("443"),
        ContentBefore = Content("""{"ports": [80]}"""),
        ContentAfter = Content("""{"ports": [80, 443]}"""),
        Tree =
        [
            new ChangeNode(Settings, ContainerKind.Dictionary, ValuePath.Root),
            new ChangeNode(Ports, ContainerKind.List, ValuePath.Of("/ports")),
        ],
        Group = new Guid("0b0f6f3e-0000-4000-8000-00000000000f"),
        Stack = ["at Program.Main() in Program.cs:line 3"],
    };

    public static ChangeEntry Replaced => Added with
    {
        Id = new ChangeEntryId(Settings, 3),
        Action = ChangeAction.Replace,
        Method = "Clear",
        Path = ValuePath.Of("/ports"),
        Before = Content("[80,443]"),
        After = Content("[]"),
        ContentBefore = Content("""{"ports": [80, 443]}"""),
        ContentAfter = Content("""{"ports": []}"""),
    };

    public static ChangeContent Content(string json) => ChangeContent.Of(ValueOf(json));

    public static Value ValueOf(string json) => Right(Json.Parse(json));
}
