import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { isSafeImage } from '../conversations/file-type.rules.js';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { disposition } from '../platform/http/disposition.js';
import { PageQuery } from '../platform/http/paging.js';
import { notFound } from '../platform/http/refusal.js';
import { PostAnswers } from './post-answers.service.js';
import { PostCourse } from './post-course.service.js';
import {
  PostAnswerPage,
  PostBody,
  PostChange,
  PostPage,
  PostPreview,
  PostQuery,
  PostRefusal,
  PostThere,
  PostVersion,
  PostView,
} from './post.dto.js';
import { PostPictures } from './post-pictures.service.js';
import { PostReconciliation } from './post-reconciliation.service.js';
import { PostsService } from './posts.service.js';

@ApiTags('posts')
@Controller('posts')
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly course: PostCourse,
    private readonly answers: PostAnswers,
    private readonly pictures: PostPictures,
    private readonly reconciliation: PostReconciliation,
  ) {}

  @Get()
  @Can('posts:read')
  @ApiOperation({ summary: 'Posts, the newest first, with what became of each on its lines' })
  @ApiOkResponse({ type: PostPage })
  list(@Me() me: Actor, @Query() query: PostQuery): Promise<PostPage> {
    return this.posts.list(me, query);
  }

  @Post()
  @Can('posts:write')
  @ApiOperation({ summary: 'Write one down; it goes out when it is approved' })
  @ApiCreatedResponse({ type: PostView })
  create(@Me() me: Actor, @Body() body: PostBody): Promise<PostView> {
    return this.posts.create(me, body);
  }

  @Post('preview')
  @Can('posts:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'How it would read on each line, and what hinders it there' })
  @ApiOkResponse({ type: PostPreview })
  preview(@Me() me: Actor, @Body() body: PostBody): Promise<PostPreview> {
    return this.posts.preview(me, body);
  }

  @Get(':id')
  @Can('posts:read')
  @ApiOperation({ summary: 'A post, with what became of it on each line' })
  @ApiOkResponse({ type: PostView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PostView> {
    return this.posts.one(id);
  }

  @Patch(':id')
  @Can('posts:write')
  @ApiOperation({ summary: 'Change a draft, or what was refused' })
  @ApiOkResponse({ type: PostView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostChange): Promise<PostView> {
    return this.posts.change(me, id, body);
  }

  @Delete(':id')
  @Can('posts:write')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw away a draft, or what was refused' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.posts.remove(me, id);
  }

  @Get(':id/picture')
  @Can('posts:read')
  @ApiOperation({ summary: 'Its picture' })
  @ApiProduces('image/*')
  async picture(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { pictureId } = await this.posts.row(id);
    const file = pictureId ? (await this.pictures.of([pictureId])).get(pictureId) : undefined;
    if (!file) throw notFound('picture');
    const how = isSafeImage(file.type) ? 'inline' : 'attachment';
    return new StreamableFile(await this.pictures.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition(how, file.name),
    });
  }

  @Get(':id/answers')
  @Can('posts:read')
  @ApiOperation({ summary: 'What was said under it, the newest first, as far as one sees the tickets' })
  @ApiOkResponse({ type: PostAnswerPage })
  async said(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<PostAnswerPage> {
    await this.posts.row(id);
    return this.answers.list(me, id, query);
  }

  @Post(':id/ask')
  @Can('posts:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for approval. What hinders it on a line is named.' })
  @ApiOkResponse({ type: PostView })
  async ask(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version }: PostVersion,
  ): Promise<PostView> {
    await this.course.ask(me, id, version);
    return this.posts.one(id);
  }

  @Post(':id/withdraw')
  @Can('posts:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back what awaits approval or its time: a draft again' })
  @ApiOkResponse({ type: PostView })
  async withdraw(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PostView> {
    await this.course.withdraw(me, id);
    return this.posts.one(id);
  }

  @Post(':id/publish')
  @Can('posts:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve it as it was seen: it goes out at its time, or at once' })
  @ApiOkResponse({ type: PostView })
  async publish(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version }: PostVersion,
  ): Promise<PostView> {
    await this.course.publish(me, id, version);
    return this.posts.one(id);
  }

  @Post(':id/refuse')
  @Can('posts:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Refuse it, with a reason for its author' })
  @ApiOkResponse({ type: PostView })
  async refuse(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostRefusal): Promise<PostView> {
    await this.course.refuse(me, id, body);
    return this.posts.one(id);
  }

  @Post(':id/targets/:targetId/there')
  @Can('posts:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Where nobody knows whether it is there: it is, somebody has seen it' })
  @ApiOkResponse({ type: PostView })
  async isThere(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('targetId', ParseUUIDPipe) targetId: string,
    @Body() { url }: PostThere,
  ): Promise<PostView> {
    await this.reconciliation.isThere(me, id, targetId, url);
    return this.posts.one(id);
  }

  @Post(':id/targets/:targetId/again')
  @Can('posts:approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish it again where it failed, or where somebody has seen that it is not there' })
  @ApiOkResponse({ type: PostView })
  async again(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('targetId', ParseUUIDPipe) targetId: string,
  ): Promise<PostView> {
    await this.reconciliation.publishAgain(me, id, targetId);
    return this.posts.one(id);
  }
}
