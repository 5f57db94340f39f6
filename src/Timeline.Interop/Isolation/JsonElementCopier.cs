using System.Text.Json;

namespace Timeline.Isolation;

/// <summary>A JSON element is a place in a document, which somebody may dispose of.</summary>
internal sealed class JsonElementCopier : StructCopier<JsonElement>
{
    internal override void Copy(ref JsonElement part, CopyWalk walk)
    {
        if (part.ValueKind != JsonValueKind.Undefined) part = part.Clone();
    }

    internal override void Visit(ref JsonElement part, CopyWalk walk) => walk.VisitChanging();
}
