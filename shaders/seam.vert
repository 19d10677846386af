#version 330 core
// A strip one pixel wide along the border between two areas of different colour. The layout of points is that of stroke.vert.

uniform samplerBuffer u_points;
uniform isamplerBuffer u_sides;         // by point: the areas left and right of the line, -1 for none
uniform usampler2D u_class_of_area;
uniform vec4 u_colour[33];
uniform vec2 u_centre;
uniform vec2 u_pixels_per_unit;
uniform vec2 u_centre_px;
uniform vec2 u_clip_per_pixel;

out float v_across;                     // pixels to the right of the line
flat out vec4 v_left;
flat out vec4 v_right;

const float nowhere = 1e30;

vec2 normal_of(vec2 from, vec2 to, vec2 otherwise)
{
    vec2 along = to - from;
    float length_px = length(along);
    return length_px > 1e-4 ? vec2(-along.y, along.x) / length_px : otherwise;
}

int class_of(int area)
{
    return int(texelFetch(u_class_of_area, ivec2(area & 1023, area >> 10), 0).r);
}

void main()
{
    int first = gl_VertexID >> 2;
    bool at_end = (gl_VertexID & 2) != 0;
    float side = (gl_VertexID & 1) != 0 ? 1.0 : -1.0;

    ivec2 areas = texelFetch(u_sides, first + 1).rg;
    ivec2 classes = ivec2(class_of(max(areas.x, 0)), class_of(max(areas.y, 0)));
    bool is_seam = areas.x >= 0 && areas.y >= 0 && classes.x != classes.y;
    v_left = u_colour[classes.x];
    v_right = u_colour[classes.y];

    vec2 from = (texelFetch(u_points, first + 1).xy - u_centre) * u_pixels_per_unit;
    vec2 to = (texelFetch(u_points, first + 2).xy - u_centre) * u_pixels_per_unit;
    vec2 here = at_end ? to : from;
    vec2 raw = texelFetch(u_points, at_end ? first + 3 : first).xy;
    vec2 neighbour = raw.x > nowhere ? here : (raw - u_centre) * u_pixels_per_unit;

    vec2 normal = normal_of(from, to, vec2(0.0));
    vec2 next_normal = at_end ? normal_of(to, neighbour, normal) : normal_of(neighbour, from, normal);
    vec2 sum = normal + next_normal;
    float sum2 = dot(sum, sum);
    vec2 mitre = sum2 < 1.0 ? normal : sum * 2.0 / sum2;

    v_across = side * 0.5;
    vec2 pixel = here + mitre * v_across + u_centre_px;
    gl_Position = is_seam ? vec4(pixel.x * u_clip_per_pixel.x - 1.0, 1.0 - pixel.y * u_clip_per_pixel.y, 0.0, 1.0) : vec4(2.0, 2.0, 0.0, 1.0);
}
