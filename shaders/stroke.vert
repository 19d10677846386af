#version 330 core
// Lines as quads, four vertices to a segment, with mitred joins. Vertex 4q + corner belongs to the segment between points q + 1 and
// q + 2 of the table; points q and q + 3 are its neighbours, or far away where the line ends.

uniform samplerBuffer u_points;   // x, y from the mesh's origin, length of the line up to here, size of the areas beside it; all in
                                  // metres or in page millimetres
uniform vec2 u_centre;
uniform vec2 u_pixels_per_unit;
uniform vec2 u_centre_px;         // where the centre lies in the viewport
uniform vec2 u_clip_per_pixel;
uniform float u_half_width;       // pixels
uniform vec2 u_fade;              // lines beside areas smaller than x are gone, than y fade (same unit as the points)

out float v_across;               // pixels from the middle of the line
out float v_along;                // pixels from its beginning
flat out float v_strength;

const float nowhere = 1e30;

vec2 normal_of(vec2 from, vec2 to, vec2 otherwise)
{
    vec2 along = to - from;
    float length_px = length(along);
    return length_px > 1e-4 ? vec2(-along.y, along.x) / length_px : otherwise;
}

void main()
{
    int first = gl_VertexID >> 2;
    bool at_end = (gl_VertexID & 2) != 0;
    float side = (gl_VertexID & 1) != 0 ? 1.0 : -1.0;

    vec4 from_point = texelFetch(u_points, first + 1);
    vec4 to_point = texelFetch(u_points, first + 2);
    vec2 from = (from_point.xy - u_centre) * u_pixels_per_unit;
    vec2 to = (to_point.xy - u_centre) * u_pixels_per_unit;
    vec2 here = at_end ? to : from;
    vec2 raw = texelFetch(u_points, at_end ? first + 3 : first).xy;
    bool is_open = raw.x > nowhere;
    vec2 neighbour = is_open ? here : (raw - u_centre) * u_pixels_per_unit;

    vec2 normal = normal_of(from, to, vec2(0.0));
    vec2 next_normal = at_end ? normal_of(to, neighbour, normal) : normal_of(neighbour, from, normal);
    vec2 sum = normal + next_normal;
    float sum2 = dot(sum, sum);
    // A turn of more than 120 degrees would make a long spike: such joins, and open ends, are cut square half a width further on.
    bool is_cut = is_open || sum2 < 1.0;
    vec2 mitre = is_cut ? normal : sum * 2.0 / sum2;
    vec2 outwards = vec2(normal.y, -normal.x) * (at_end ? u_half_width : -u_half_width);

    v_across = side * (u_half_width + 0.5);
    v_strength = smoothstep(u_fade.x, u_fade.y, from_point.w);
    float further = (at_end ? to_point.z : from_point.z) * u_pixels_per_unit.x;
    v_along = is_cut ? further + (at_end ? u_half_width : -u_half_width) : further;
    vec2 pixel = here + mitre * v_across + (is_cut ? outwards : vec2(0.0)) + u_centre_px;
    gl_Position = vec4(pixel.x * u_clip_per_pixel.x - 1.0, 1.0 - pixel.y * u_clip_per_pixel.y, 0.0, 1.0);
}
