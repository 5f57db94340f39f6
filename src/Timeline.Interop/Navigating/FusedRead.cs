namespace Timeline.Navigating;

/// <summary>Reads what is at the end of a route, by code for all of it.</summary>
/// <param name="container">What the route starts from.</param>
/// <param name="last">What was found last.</param>
/// <param name="step">The step it came to, if code of the program throws.</param>
/// <returns>As <see cref="Leg.Read"/>; <see cref="Leg.Nowhere"/> also if an object on the way has another type.</returns>
internal delegate object? FusedRead(object container, object? last, ref int step);
