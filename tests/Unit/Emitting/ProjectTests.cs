using Timeline.Emitting;

namespace Timeline.Tests.Unit.Emitting;

public sealed class ProjectTests
{
    private static readonly Guid Id = Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-111111111111");

    [Fact]
    public void A_project_has_an_id_and_a_name_that_events_can_have_or_none()
    {
        Assert.Equal((Id, "my-project"), (new Project(Id, "my-project").Uuid, new Project(Id, "my-project").Slug));
        Assert.Null(new Project(Id).Slug);
        Assert.Equal(new Project(Id, "x"), new Project(Id, "x"));
        _ = Assert.Throws<ArgumentException>(() => new Project(Guid.Empty));
        _ = Assert.Throws<ArgumentException>(() => new Project(Guid.Empty, ""));
        foreach (var name in (string[])["", "a\0", "a\ud800", new string('x', 513)])
            _ = Assert.Throws<ArgumentException>(() => new Project(Id, name));
    }
}
